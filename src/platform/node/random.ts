import type { Randomness } from '../ports.ts';

const source = '/dev/urandom';

/**
 * Random bytes of the kernel. Node's crypto is loaded only where there is no such file: a build needs
 * twenty bytes, and loading costs a tenth of the start-up of Node.
 */
function randomBytes(count: number): Uint8Array {
  const { closeSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  const bytes = new Uint8Array(count);
  let file: number | undefined;
  try {
    file = openSync(source, 'r');
    for (let read = 0; read < count; ) {
      const more = readSync(file, bytes, read, count - read, null);
      if (more === 0) throw new Error(`${source} has ended`);
      read += more;
    }
    return bytes;
  } catch {
    return process.getBuiltinModule('node:crypto').randomBytes(count);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** A version 4 UUID: random but for its version and its variant. */
function uuid(): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Randomness fit for secrets. */
export function nodeRandom(): Randomness {
  return { bytes: randomBytes, uuid };
}
