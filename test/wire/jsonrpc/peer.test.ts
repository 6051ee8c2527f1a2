import { describe, expect, it } from 'vitest';
import { bytePipe, type ByteStream, deferred, joinedStreams } from '../../../src/base/index.ts';
import { ConnectionClosed, loadJsonRpc, ProtocolError } from '../../../src/wire/index.ts';
import { recordingUi } from '../../rig/recording-ui.ts';
import { scriptedComponents } from '../../rig/scripted-components.ts';

/** A plugin that is nothing but a script of frames: everything it says, whatever it is asked. */
function deafPlugin(...messages: readonly unknown[]): ByteStream {
  const pipe = bytePipe(1_000_000);
  const say = async () => {
    for (const message of messages) {
      const body = typeof message === 'string' ? message : frame(message);
      await pipe.sink.write(new TextEncoder().encode(body));
    }
    await pipe.sink.close();
  };
  let said = false;
  return {
    source: pipe.source,
    sink: {
      async write() {
        if (said) return;
        said = true;
        void say();
      },
      close: async () => {},
    },
  };
}

function frame(message: unknown): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${body.length}\r\n\r\n${body}`;
}

const answer = (result: unknown, id = 0) => ({ jsonrpc: '2.0', id, result });

describe('a peer', () => {
  const broken: readonly (readonly [string, readonly unknown[], string])[] = [
    ['says nothing and ends', [], 'the connection to the plugin is closed'],
    [
      'answers with the wrong thing',
      [answer({ component: 'x' })],
      '"component" must be a whole number',
    ],
    ['answers with nothing', [answer(null)], 'an object was expected'],
    [
      'answers with an error of the protocol',
      [
        {
          jsonrpc: '2.0',
          id: 0,
          error: { code: -32601, message: 'unknown method component/open' },
        },
      ],
      'unknown method component/open (JSON-RPC error -32601)',
    ],
    [
      'answers with an error of the component',
      [{ jsonrpc: '2.0', id: 0, error: { code: 1, message: 'no such thing' } }],
      'no such thing',
    ],
    ['speaks JSON that is no JSON-RPC', [{ hello: 1 }], 'a message is not JSON-RPC 2.0'],
    ['prints', ['Hello!\n'], '"Hello!" came where a message was expected'],
    ['ends in the middle', ['Content-Length: 9\r\n\r\n{'], 'ended in the middle of a message'],
  ];
  it.each(broken)('whose other end %s fails the call', async (_name, messages, message) => {
    const protocol = await loadJsonRpc();
    const remote = protocol.connect(deafPlugin(...messages));
    await expect(remote.open('builder', 'x')).rejects.toThrow(message);
  });

  it('fails every pending and later call with the one error of the stream', async () => {
    const protocol = await loadJsonRpc();
    const pipe = bytePipe();
    const gone = new Error('the plugin died');
    const source = (async function* () {
      yield* pipe.source;
      throw gone;
    })();
    const remote = protocol.connect({
      source,
      sink: { write: async () => {}, close: async () => {} },
    });
    const calls = [remote.open('builder', 'x'), remote.open('provisioner', 'y'), remote.ping()];
    await pipe.sink.close();
    for (const call of calls) await expect(call).rejects.toBe(gone);
    await expect(remote.ping()).rejects.toBe(gone);
  });

  it('lets the host give the error another face, once', async () => {
    const protocol = await loadJsonRpc();
    const seen: unknown[] = [];
    const named = new Error('plugin x is broken');
    const remote = protocol.connect(deafPlugin('Hello!\n'), {
      ended(error) {
        seen.push(error);
        return named;
      },
    });
    await expect(remote.ping()).rejects.toBe(named);
    await expect(remote.ping()).rejects.toBe(named);
    expect(seen).toEqual([expect.any(ProtocolError)]);
  });

  it('closes when it is disposed, and the other end sees the end', async () => {
    const protocol = await loadJsonRpc();
    const [host, plugin] = joinedStreams();
    const served = protocol.serve(plugin, scriptedComponents());
    const remote = protocol.connect(host);
    await remote.ping();
    await remote[Symbol.asyncDispose]();
    await served;
    await expect(remote.ping()).rejects.toBeInstanceOf(ConnectionClosed);
  });

  it('cancels what it serves when the other end is gone, and waits for the clean-up', async () => {
    const protocol = await loadJsonRpc();
    const [host, plugin] = joinedStreams();
    const log: string[] = [];
    const lookup = scriptedComponents({
      build: ({ signal, ui }) =>
        new Promise((_resolve, reject) => {
          log.push('running');
          signal.addEventListener('abort', async () => {
            await ui.say('nobody hears this');
            log.push('cleaned up');
            reject(signal.reason);
          });
        }),
    });
    const served = protocol.serve(plugin, lookup);
    const remote = protocol.connect(host);
    const builder = await remote.open('builder', 'scripted');
    const context = { signal: new AbortController().signal, ui: recordingUi().ui };
    const run = builder.run(context, async () => {});
    await remote.ping();
    await remote[Symbol.asyncDispose]();
    await expect(run).rejects.toBeInstanceOf(ConnectionClosed);
    await served;
    expect(log).toEqual(['running', 'cleaned up']);
  });

  it('refuses calls for what it does not have', async () => {
    const protocol = await loadJsonRpc();
    const [host, plugin] = joinedStreams();
    const served = protocol.serve(plugin, scriptedComponents());
    const messages: string[] = [];
    const ask = (id: number, method: string, params: unknown) =>
      host.sink.write(new TextEncoder().encode(frame({ jsonrpc: '2.0', id, method, params })));
    const read = (async () => {
      for await (const chunk of host.source) {
        messages.push(new TextDecoder().decode(chunk));
        if (messages.join('').split('"error"').length === 5) await host.sink.close();
      }
    })();
    await ask(1, 'no/such', {});
    await ask(2, 'builder/run', { component: 77, ui: 1, hook: 3 });
    await ask(3, 'component/open', { kind: 'engine', name: 'x' });
    await ask(4, 'component/open', [1, 2]);
    await served;
    await read;
    const texts = messages.join('').match(/"message":"(?:[^"\\]|\\.)*"/g);
    expect(texts).toEqual([
      '"message":"unknown method no/such"',
      '"message":"there is no component 77"',
      '"message":"component/open: \\"kind\\" must be \\"builder\\" or \\"provisioner\\" or \\"post-processor\\" or \\"datasource\\""',
      '"message":"component/open: an object was expected"',
    ]);
  });
});

describe('a plugin that talks faster than anybody listens', () => {
  it('is slowed down instead of filling memory', async () => {
    const protocol = await loadJsonRpc();
    const [host, plugin] = joinedStreams();
    const gate = deferred<void>();
    let heard = 0;
    let sent = 0;
    const total = 20_000;
    const lookup = scriptedComponents({
      async build({ ui }) {
        const talk: Promise<void>[] = [];
        for (; sent < total; sent++) {
          talk.push(ui.say('x'.repeat(100)));
          if (sent % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        await Promise.all(talk);
        return undefined;
      },
    });
    const served = protocol.serve(plugin, lookup);
    await using remote = protocol.connect(host);
    const builder = await remote.open('builder', 'scripted');
    const ui = {
      ...recordingUi().ui,
      async say() {
        heard++;
        await gate.promise;
      },
    };
    const run = builder.run({ signal: new AbortController().signal, ui }, async () => {});
    while (sent < total) await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toBeLessThan(3_000);
    gate.resolve();
    await run;
    expect(heard).toBe(total);
    await remote[Symbol.asyncDispose]();
    await served;
  });
});
