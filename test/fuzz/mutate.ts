import type { Random } from './random.ts';

/** Bytes that decoders trip over: ends of ranges, signs, and tags for lengths. */
const nasty = [0x00, 0x01, 0x7f, 0x80, 0xc1, 0xc6, 0xdd, 0xdf, 0xf8, 0xfe, 0xff] as const;

/** The bytes with one to four things done to them: changed, cut off, left out, doubled, or put in. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let result: Uint8Array = bytes.slice();
  for (let times = random.below(4); times >= 0; times -= 1) result = once(result, random);
  return result;
}

function once(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(16));
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, end),
    bytes.subarray(end),
  ];
  switch (random.below(6)) {
    case 0:
      return joined(before, [random.pick(nasty)], bytes.subarray(at + 1));
    case 1:
      return joined(before, [random.below(256)], bytes.subarray(at + 1));
    case 2:
      return before.slice();
    case 3:
      return joined(before, after);
    case 4:
      return joined(before, part, part, after);
    default:
      return joined(before, randomBytes(1 + random.below(16), random), bytes.subarray(at));
  }
}

/** So many bytes that mean nothing. */
export function randomBytes(count: number, random: Random): Uint8Array {
  return Uint8Array.from({ length: count }, () => random.below(256));
}

/** The bytes in pieces of random sizes. */
export function* inPieces(bytes: Uint8Array, random: Random): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const size = random.below(3) === 0 ? 1 + random.below(4) : 1 + random.below(400);
    yield bytes.slice(at, at + size);
    at += size;
  }
}

function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
