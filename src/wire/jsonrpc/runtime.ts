import { RAL } from 'vscode-jsonrpc';

/**
 * The JSON-RPC library asks for a handful of things of its surroundings. We bring our own reader
 * and writer, so message buffers are never asked for.
 */
const runtime: RAL = {
  crypto: { randomUUID: () => crypto.randomUUID() },
  applicationJson: {
    encoder: { name: 'application/json', encode: (message) => encode(message) },
    decoder: { name: 'application/json', decode: (bytes) => decode(bytes) },
  },
  messageBuffer: {
    create() {
      throw new Error('frames are read in framing.ts');
    },
  },
  console: { info() {}, log() {}, warn() {}, error() {} },
  timer: {
    setTimeout(callback, milliseconds, ...args) {
      const handle = setTimeout(callback, milliseconds, ...args);
      return { dispose: () => clearTimeout(handle) };
    },
    // One message per turn of the event loop would be slow: the next one follows at once.
    setImmediate(callback, ...args) {
      let live = true;
      queueMicrotask(() => {
        if (live) callback(...args);
      });
      return {
        dispose() {
          live = false;
        },
      };
    },
    setInterval(callback, milliseconds, ...args) {
      const handle = setInterval(callback, milliseconds, ...args);
      return { dispose: () => clearInterval(handle) };
    },
  },
};

function encode(message: unknown): Promise<Uint8Array> {
  return Promise.resolve(new TextEncoder().encode(JSON.stringify(message)));
}

function decode(bytes: Uint8Array) {
  return Promise.resolve(JSON.parse(new TextDecoder().decode(bytes)));
}

/** Installs the surroundings unless somebody in this process (a language server) already did. */
export function installRuntime(): void {
  try {
    RAL();
  } catch {
    RAL.install(runtime);
  }
}
