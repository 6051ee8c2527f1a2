import type { ByteSource } from '../../sdk/index.ts';
import { BitWriter } from './bit-writer.ts';
import { writeSymbols } from './bzip2-tables.ts';
import { bzip2Crc } from './checksums.ts';
import { breathe } from './chunks.ts';
import { suffixArray } from './suffix-array.ts';

/** A block after its runs were shortened, and the checksum of what it stands for. */
interface Block {
  readonly bytes: Uint8Array;
  readonly crc: number;
}

const longestRun = 255;
/** A run takes at most this much room. */
const runRoom = 5;

/** Cuts into blocks and shortens runs: four equal bytes are followed by the number of further ones. */
async function* blocksOf(source: ByteSource, size: number): AsyncGenerator<Block> {
  let bytes = new Uint8Array(size);
  let length = 0;
  let crc = bzip2Crc();
  let run = 0;
  let previous = -1;
  const flushRun = (): void => {
    if (run === 0) return;
    crc.update(new Uint8Array(run).fill(previous));
    for (let count = Math.min(run, 4); count > 0; count--) bytes[length++] = previous;
    if (run >= 4) bytes[length++] = run - 4;
    run = 0;
  };
  for await (const chunk of source)
    for (const byte of chunk) {
      if (byte === previous && run < longestRun) {
        run++;
        continue;
      }
      flushRun();
      if (length + runRoom > size) {
        yield { bytes: bytes.subarray(0, length), crc: crc.digest() };
        bytes = new Uint8Array(size);
        length = 0;
        crc = bzip2Crc();
      }
      previous = byte;
      run = 1;
    }
  flushRun();
  if (length > 0) yield { bytes: bytes.subarray(0, length), crc: crc.digest() };
}

/** Where the smallest rotation begins: two candidates race, and the loser skips what it has seen. */
function leastRotation(bytes: Uint8Array): number {
  const { length } = bytes;
  let one = 0;
  let other = 1;
  let same = 0;
  while (one < length && other < length && same < length) {
    const left = bytes[(one + same) % length] ?? 0;
    const right = bytes[(other + same) % length] ?? 0;
    if (left === right) {
      same++;
      continue;
    }
    if (left > right) one += same + 1;
    else other += same + 1;
    if (one === other) other++;
    same = 0;
  }
  return Math.min(one, other);
}

/**
 * The last column of the sorted rotations, and which row is the block itself. Turned to begin with
 * its smallest rotation, the suffixes of a block are in the same order as its rotations.
 */
function transform(bytes: Uint8Array): { readonly column: Uint8Array; readonly row: number } {
  const { length } = bytes;
  const turn = leastRotation(bytes);
  const turned = new Uint8Array(length);
  turned.set(bytes.subarray(turn));
  turned.set(bytes.subarray(0, turn), length - turn);
  const start = (length - turn) % length;
  const sorted = suffixArray(turned, 255);
  const column = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    const suffix = sorted[at] ?? 0;
    column[at] = turned[suffix === 0 ? length - 1 : suffix - 1] ?? 0;
  }
  return { column, row: sorted.indexOf(start) };
}

/** Bytes as their places in a list of the recent ones; runs of zeros as numbers of two digits. */
function moveToFront(column: Uint8Array, used: readonly number[]): Uint16Array {
  const recent = Uint8Array.from(used);
  const symbols = new Uint16Array(column.length + 1);
  let length = 0;
  let zeros = 0;
  const flushZeros = (): void => {
    for (; zeros > 0; zeros = (zeros - 1) >> 1) symbols[length++] = zeros & 1 ? 0 : 1;
  };
  for (const byte of column) {
    if (recent[0] === byte) {
      zeros++;
      continue;
    }
    flushZeros();
    // Shifting while searching is one pass over what is mostly a short way.
    let place = 0;
    for (let moved = byte; ; place++) {
      const here = recent[place] ?? 0;
      recent[place] = moved;
      if (here === byte) break;
      moved = here;
    }
    symbols[length++] = place + 1;
  }
  flushZeros();
  symbols[length++] = used.length + 1;
  return symbols.subarray(0, length);
}

function writeUsed(used: readonly number[], out: BitWriter): void {
  const present = new Set(used);
  const groups = Array.from({ length: 16 }, (_, group) => {
    let bits = 0;
    for (let low = 0; low < 16; low++) bits = (bits << 1) | (present.has(group * 16 + low) ? 1 : 0);
    return bits;
  });
  out.write(
    16,
    groups.reduce((bits, group) => (bits << 1) | (group === 0 ? 0 : 1), 0),
  );
  for (const group of groups) if (group !== 0) out.write(16, group);
}

function writeBlock({ bytes, crc }: Block, out: BitWriter): void {
  const { column, row } = transform(bytes);
  const used = [...new Set(bytes)].sort((a, b) => a - b);
  out.write(24, 0x314159);
  out.write(24, 0x265359);
  out.write32(crc);
  out.write(1, 0);
  out.write(24, row);
  writeUsed(used, out);
  writeSymbols(moveToFront(column, used), used.length + 2, out);
}

/** Compresses into the bzip2 format; level 1 to 9 is the size of a block in 100,000 bytes. */
export async function* bzip2(source: ByteSource, level: number): ByteSource {
  const out = new BitWriter();
  let combined = 0;
  yield Buffer.from(`BZh${level}`);
  for await (const block of blocksOf(source, level * 100_000 - 19)) {
    writeBlock(block, out);
    combined = (((combined << 1) | (combined >>> 31)) ^ block.crc) >>> 0;
    yield out.take();
    await breathe();
  }
  out.write(24, 0x177245);
  out.write(24, 0x385090);
  out.write32(combined);
  out.align();
  yield out.take();
}
