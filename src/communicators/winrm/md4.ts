const rounds = [
  {
    constant: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    turn: [3, 7, 11, 19],
  },
  {
    constant: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    turn: [3, 5, 9, 13],
  },
  {
    constant: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    turn: [3, 9, 11, 15],
  },
];

const mixes: readonly ((x: number, y: number, z: number) => number)[] = [
  (x, y, z) => (x & y) | (~x & z),
  (x, y, z) => (x & y) | (x & z) | (y & z),
  (x, y, z) => x ^ y ^ z,
];

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

type State = [number, number, number, number];

function block(words: (index: number) => number, [a0, b0, c0, d0]: State): State {
  let [a, b, c, d] = [a0, b0, c0, d0];
  for (const [number, { constant, order, turn }] of rounds.entries()) {
    const mix = mixes[number] ?? ((x) => x);
    for (const [step, index] of order.entries()) {
      const sum = (a + mix(b, c, d) + words(index) + constant) | 0;
      [a, b, c, d] = [d, rotate(sum, turn[step % 4] ?? 0), b, c];
    }
  }
  return [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
}

/** MD4 (RFC 1320): what NTLM makes of passwords. Node's OpenSSL has it no more. */
export function md4(message: Uint8Array): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < padded.length; at += 64)
    state = block((index) => padded.readInt32LE(at + index * 4), state);
  const digest = Buffer.alloc(16);
  for (const [index, word] of state.entries()) digest.writeInt32LE(word, index * 4);
  return digest;
}
