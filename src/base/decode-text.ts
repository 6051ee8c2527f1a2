import { once } from './once.ts';

const lenient = once(() => new TextDecoder('utf-8', { ignoreBOM: true }));
const strict = once(() => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));

/** UTF-8 as text. Like Go, and unlike the web, every byte that does not belong becomes a U+FFFD of its own. */
export function decodeText(bytes: Uint8Array): string {
  const text = lenient().decode(bytes);
  if (!text.includes('\ufffd')) return text;
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceLength(bytes[at] ?? 0);
    const character = size === 0 ? undefined : wholeCharacter(bytes.subarray(at, at + size), size);
    pieces.push(character ?? '\ufffd');
    at += character === undefined ? 1 : size;
  }
  return pieces.join('');
}

/** How long a character is that begins with this byte; 0 if none does. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function wholeCharacter(bytes: Uint8Array, size: number): string | undefined {
  if (bytes.length < size) return undefined;
  try {
    return strict().decode(bytes);
  } catch {
    return undefined;
  }
}
