import { joinedBytes } from '../../../base/index.ts';
import { MessagePackError } from './decode.ts';

/** Longest single message that is read, in bytes. */
const maximumMessage = 256 * 1024 * 1024;

/** How many bytes follow a tag before its content, and what the content is. */
interface Shape {
  /** Bytes of the length field. */
  readonly lengthBytes: 0 | 1 | 2 | 4;
  /** Bytes of content when there is no length field. */
  readonly fixed: number;
  /** What a length counts: bytes (plus `fixed`), or values each so many. */
  readonly counts: 'bytes' | 'values' | 'pairs';
}

const bytesOf = (fixed: number): Shape => ({ lengthBytes: 0, fixed, counts: 'bytes' });
const lengthOf = (lengthBytes: 1 | 2 | 4, counts: Shape['counts'], fixed = 0): Shape => ({
  lengthBytes,
  fixed,
  counts,
});

/** Shapes of the tags c0 to df. */
const shapes: readonly (Shape | undefined)[] = [
  bytesOf(0),
  undefined,
  bytesOf(0),
  bytesOf(0),
  lengthOf(1, 'bytes'),
  lengthOf(2, 'bytes'),
  lengthOf(4, 'bytes'),
  lengthOf(1, 'bytes', 1),
  lengthOf(2, 'bytes', 1),
  lengthOf(4, 'bytes', 1),
  bytesOf(4),
  bytesOf(8),
  bytesOf(1),
  bytesOf(2),
  bytesOf(4),
  bytesOf(8),
  bytesOf(1),
  bytesOf(2),
  bytesOf(4),
  bytesOf(8),
  bytesOf(2),
  bytesOf(3),
  bytesOf(5),
  bytesOf(9),
  bytesOf(17),
  lengthOf(1, 'bytes'),
  lengthOf(2, 'bytes'),
  lengthOf(4, 'bytes'),
  lengthOf(2, 'values'),
  lengthOf(4, 'values'),
  lengthOf(2, 'pairs'),
  lengthOf(4, 'pairs'),
];

/**
 * Finds where values end in a stream that comes in arbitrary chunks, without decoding anything twice:
 * the state of the scan survives from chunk to chunk.
 */
export class ValueScanner {
  /** Values still to come before the message is complete. */
  #values = 1;
  /** Bytes still to skip. */
  #skip = 0;
  #lengthLeft = 0;
  #length = 0;
  #shape: Shape | undefined;
  #total = 0;

  /** Looks at bytes from `at`; gives the place behind the value's last byte, or undefined if it goes on. */
  scan(bytes: Uint8Array, at: number): number | undefined {
    const start = at;
    let place = at;
    for (;;) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, bytes.length - place);
        this.#skip -= skipped;
        place += skipped;
        if (this.#skip > 0) break;
      }
      if (this.#values === 0) {
        this.#values = 1;
        this.#total = 0;
        return place;
      }
      if (place >= bytes.length) break;
      const byte = bytes[place]!;
      place += 1;
      if (this.#lengthLeft > 0) this.#lengthByte(byte);
      else this.#tag(byte);
    }
    this.#total += place - start;
    if (this.#total + this.#skip > maximumMessage || this.#values > maximumMessage)
      throw new MessagePackError('a message is larger than 256 MiB');
    return undefined;
  }

  #tag(tag: number): void {
    this.#values -= 1;
    if (tag < 0x80 || tag >= 0xe0) return;
    if (tag < 0x90) this.#values += 2 * (tag & 0x0f);
    else if (tag < 0xa0) this.#values += tag & 0x0f;
    else if (tag < 0xc0) this.#skip = tag & 0x1f;
    else {
      const shape = shapes[tag - 0xc0];
      if (!shape) throw new MessagePackError(`no value begins with byte ${tag}`);
      if (shape.lengthBytes === 0) this.#skip = shape.fixed;
      else {
        this.#shape = shape;
        this.#lengthLeft = shape.lengthBytes;
        this.#length = 0;
        // The value counts as open until its length is known.
        this.#values += 1;
      }
    }
  }

  #lengthByte(byte: number): void {
    this.#length = this.#length * 0x100 + byte;
    this.#lengthLeft -= 1;
    if (this.#lengthLeft > 0 || !this.#shape) return;
    this.#values -= 1;
    const { counts, fixed } = this.#shape;
    if (counts === 'bytes') this.#skip = this.#length + fixed;
    else this.#values += counts === 'pairs' ? 2 * this.#length : this.#length;
    this.#shape = undefined;
  }
}

/** Cuts a stream of chunks into whole values. */
export class ValueStream {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #scanner = new ValueScanner();
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** The bytes of the next value; undefined at a clean end of the stream. */
  async next(): Promise<Uint8Array | undefined> {
    const parts: Uint8Array[] = [];
    for (;;) {
      if (this.#rest.length > 0) {
        const end = this.#scanner.scan(this.#rest, 0);
        if (end !== undefined) {
          parts.push(this.#rest.subarray(0, end));
          this.#rest = this.#rest.subarray(end);
          return joinedBytes(parts);
        }
        parts.push(this.#rest);
      }
      const { value, done } = await this.#chunks.next();
      if (done) {
        if (parts.length > 0) throw new MessagePackError('the stream ended inside a message');
        return undefined;
      }
      this.#rest = value;
    }
  }
}
