import type { ByteSource } from '../../../sdk/index.ts';
import { breathe, chunksOf } from '../chunks.ts';
import { LzmaModel } from './lzma-model.ts';
import { longestMatch, MatchFinder, shortestMatch } from './match-finder.ts';
import { RangeEncoder } from './range-encoder.ts';

const segmentSize = 1024 * 1024;
/** A chunk holds at most 2^16 packed and 2^21 plain bytes; one symbol more never crosses these. */
const mostPacked = 65_000;
const mostPlain = 2 ** 21 - longestMatch;
const mostStored = 2 ** 16;
/** A match this far away is only worth it if it is longer than the shortest one. */
const farAway = 2 ** 15;

/** Codes a stream of bytes in chunks of the LZMA2 format. */
class Lzma2Encoder {
  readonly #finder = new MatchFinder();
  readonly #range = new RangeEncoder();
  #model = new LzmaModel();
  /** Next byte to be coded: in the window, and in the whole stream. */
  #at = 0;
  #position = 0;
  #dictionaryKnown = false;
  #propertiesKnown = false;
  #stateKnown = false;

  append(data: Uint8Array): void {
    this.#at -= this.#finder.append(data);
  }

  /** Codes everything that was appended. */
  *chunks(): Generator<Buffer> {
    while (this.#at < this.#finder.end) {
      const from = this.#at;
      const limit = Math.min(from + mostPlain, this.#finder.end);
      while (this.#at < limit && this.#range.size < mostPacked) this.#symbol(limit);
      const packed = this.#range.finish();
      const plain = this.#finder.window.subarray(from, this.#at);
      if (packed.length < plain.length) yield this.#packedChunk(packed, plain.length);
      else yield* this.#storedChunks(plain);
    }
  }

  #symbol(limit: number): void {
    const finder = this.#finder;
    const at = this.#at;
    const room = Math.min(limit - at, longestMatch);
    const repeated = finder.lengthAt(at, this.#model.distance, room);
    const found = finder.find(at, room);
    const tooFar = found.length === shortestMatch && found.distance > farAway;
    if (repeated >= 2 && repeated + 1 >= found.length) {
      this.#model.repeat(this.#range, this.#position, repeated);
      this.#advance(repeated);
    } else if (found.length >= shortestMatch && !tooFar) {
      this.#model.match(this.#range, this.#position, found.length, found.distance);
      this.#advance(found.length);
    } else this.#literal();
  }

  #literal(): void {
    const { window } = this.#finder;
    const at = this.#at;
    const { distance } = this.#model;
    const before = this.#position === 0 ? 0 : (window[at - 1] ?? 0);
    const reference = distance > at ? 0 : (window[at - distance] ?? 0);
    this.#model.literal(this.#range, this.#position, window[at] ?? 0, before, reference);
    this.#advance(1);
  }

  #advance(count: number): void {
    for (let left = count; left > 0; left--) this.#finder.insert(this.#at++);
    this.#position += count;
  }

  #packedChunk(packed: Buffer, size: number): Buffer {
    const reset = !this.#dictionaryKnown
      ? 3
      : !this.#propertiesKnown
        ? 2
        : !this.#stateKnown
          ? 1
          : 0;
    const properties = reset >= 2 ? [LzmaModel.properties] : [];
    this.#dictionaryKnown = true;
    this.#propertiesKnown = true;
    this.#stateKnown = true;
    const header = Buffer.alloc(5);
    header[0] = 0x80 | (reset << 5) | ((size - 1) >> 16);
    header.writeUInt16BE((size - 1) & 0xffff, 1);
    header.writeUInt16BE(packed.length - 1, 3);
    return Buffer.concat([header, Uint8Array.from(properties), packed]);
  }

  /** What cannot be packed is stored; whatever was learned meanwhile does not count. */
  *#storedChunks(plain: Buffer): Generator<Buffer> {
    for (let at = 0; at < plain.length; at += mostStored) {
      const part = plain.subarray(at, at + mostStored);
      const header = Buffer.alloc(3);
      header[0] = this.#dictionaryKnown ? 2 : 1;
      header.writeUInt16BE(part.length - 1, 1);
      this.#dictionaryKnown = true;
      yield Buffer.concat([header, part]);
    }
    this.#model = new LzmaModel();
    this.#stateKnown = false;
  }
}

/** Packs bytes as a sequence of LZMA2 chunks with their end mark. */
export async function* lzma2(source: ByteSource): ByteSource {
  const encoder = new Lzma2Encoder();
  for await (const segment of chunksOf(source, segmentSize)) {
    encoder.append(segment);
    for (const chunk of encoder.chunks()) {
      yield chunk;
      await breathe();
    }
  }
  yield Uint8Array.of(0);
}
