import { failed, ok, type Result } from '../../../base/index.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(
  Array.from(alphabet, (character, value) => [character.charCodeAt(0), value]),
);
const padding = 0x3d;
const isLineBreak = (byte: number | undefined) => byte === 0x0a || byte === 0x0d;

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(chunks.join(''));
}

/** What follows the first padding sign: a second one if two are due, then nothing but line ends. */
function paddingProblem(source: Uint8Array, after: number, filled: number): number | undefined {
  let at = after;
  if (filled < 2) return at - 1;
  const skip = () => {
    while (isLineBreak(source[at])) at++;
  };
  if (filled === 2) {
    skip();
    if (at === source.length) return source.length;
    if (source[at] !== padding) return at - 1;
    at++;
  }
  skip();
  return at < source.length ? at : undefined;
}

/**
 * Decodes standard base64; padding is required, line ends are skipped, surplus bits ignored. The
 * error is the byte where the text stops being base64.
 */
export function decodeBase64(text: string): Result<Uint8Array, number> {
  const source = new TextEncoder().encode(text);
  const bytes: number[] = [];
  let bits = 0;
  let filled = 0;
  for (let at = 0; at < source.length; at++) {
    const byte = source[at]!;
    const value = values.get(byte);
    if (value !== undefined) {
      bits = (bits << 6) | value;
      if (++filled < 4) continue;
      bytes.push((bits >> 16) & 0xff, (bits >> 8) & 0xff, bits & 0xff);
      bits = 0;
      filled = 0;
    } else if (byte === padding) {
      const problem = paddingProblem(source, at + 1, filled);
      if (problem !== undefined) return failed(problem);
      if (filled === 2) bytes.push((bits >> 4) & 0xff);
      else bytes.push((bits >> 10) & 0xff, (bits >> 2) & 0xff);
      return ok(new Uint8Array(bytes));
    } else if (!isLineBreak(byte)) return failed(at);
  }
  return filled === 0 ? ok(new Uint8Array(bytes)) : failed(source.length - filled);
}

/** The text of UTF-8 bytes; undefined if they are none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
