import type { ByteSource } from '../../sdk/index.ts';

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * Text with its line ends made into single line feeds; the last line gets one if it has none. A
 * carriage return stays where no line feed follows, except at the very end.
 */
export async function* unixLines(source: ByteSource): ByteSource {
  let pending = false;
  let last = lineFeed;
  for await (const chunk of source) {
    const out = Buffer.allocUnsafe(chunk.length + 1);
    let length = 0;
    for (const byte of chunk) {
      if (pending && byte !== lineFeed) out[length++] = carriageReturn;
      pending = byte === carriageReturn;
      if (!pending) out[length++] = byte;
      last = byte;
    }
    if (length > 0) yield out.subarray(0, length);
  }
  if (last !== lineFeed) yield Uint8Array.of(lineFeed);
}
