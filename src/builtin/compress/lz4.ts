import type { ByteSource } from '../../sdk/index.ts';
import { xxHash32 } from './checksums.ts';
import { breathe, chunksOf } from './chunks.ts';

const blockSize = 4 * 1024 * 1024;
const shortestMatch = 4;
/** The format wants the last five bytes as literals, and no match in the last twelve. */
const lastLiterals = 5;
const noMatchBefore = 12;
const farthest = 0xffff;
const hashBits = 16;

function writeLength(out: Buffer, at: number, length: number): number {
  let rest = length;
  let end = at;
  for (; rest >= 255; rest -= 255) out[end++] = 255;
  out[end++] = rest;
  return end;
}

/** One sequence: literals, then a match, which only the last sequence lacks. */
function writeSequence(
  out: Buffer,
  start: number,
  literals: Uint8Array,
  match?: { readonly offset: number; readonly length: number },
): number {
  const extra = match === undefined ? 0 : match.length - shortestMatch;
  out[start] = (Math.min(literals.length, 15) << 4) | Math.min(extra, 15);
  let at = start + 1;
  if (literals.length >= 15) at = writeLength(out, at, literals.length - 15);
  out.set(literals, at);
  at += literals.length;
  if (match === undefined) return at;
  out[at++] = match.offset & 0xff;
  out[at++] = match.offset >>> 8;
  return extra >= 15 ? writeLength(out, at, extra - 15) : at;
}

/** One block by the plain greedy method; `table` is scratch space. */
function compressBlock(block: Buffer, out: Buffer, table: Int32Array): number {
  table.fill(-1);
  const end = block.length - lastLiterals;
  let anchor = 0;
  let length = 0;
  for (let at = 0; at + noMatchBefore < block.length; ) {
    const word = block.readInt32LE(at);
    const slot = Math.imul(word, 0x9e3779b1) >>> (32 - hashBits);
    const candidate = table[slot] ?? -1;
    table[slot] = at;
    const near = candidate >= 0 && at - candidate <= farthest;
    if (!near || block.readInt32LE(candidate) !== word) {
      at += 1 + ((at - anchor) >> 6);
      continue;
    }
    let stop = at + shortestMatch;
    for (let from = candidate + shortestMatch; stop < end && block[stop] === block[from]; from++)
      stop++;
    const match = { offset: at - candidate, length: stop - at };
    length = writeSequence(out, length, block.subarray(anchor, at), match);
    anchor = stop;
    at = stop;
  }
  return writeSequence(out, length, block.subarray(anchor));
}

function little(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0, 0);
  return bytes;
}

/** Compresses into the LZ4 frame format: independent blocks of 4 MiB, with a checksum at the end. */
export async function* lz4(source: ByteSource): ByteSource {
  const descriptor = Uint8Array.of(0x64, 0x70);
  const check = xxHash32();
  check.update(descriptor);
  yield little(0x184d2204);
  yield descriptor;
  yield Uint8Array.of((check.digest() >>> 8) & 0xff);
  const whole = xxHash32();
  const table = new Int32Array(1 << hashBits);
  const scratch = Buffer.allocUnsafe(blockSize + Math.ceil(blockSize / 255) + 16);
  for await (const block of chunksOf(source, blockSize)) {
    whole.update(block);
    const length = compressBlock(block, scratch, table);
    if (length < block.length) {
      yield little(length);
      yield Buffer.from(scratch.subarray(0, length));
    } else {
      yield little((block.length | 0x80000000) >>> 0);
      yield block;
    }
    await breathe();
  }
  yield little(0);
  yield little(whole.digest());
}
