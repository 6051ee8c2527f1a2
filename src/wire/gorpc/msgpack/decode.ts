import type { Data } from '../../../components/index.ts';
import { GoMap } from './wire-value.ts';

/** Levels of nesting that are read; hostile input could otherwise exhaust the stack. */
const maximumDepth = 512;

/** The bytes are no message that Go would write. */
export class MessagePackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MessagePackError';
  }
}

const text = new TextDecoder();

/** Reads the value at the beginning of the bytes, which must hold it whole; tells where it ends. */
export function decode(bytes: Uint8Array, at = 0): { value: Data; end: number } {
  const reader = new Reader(bytes, at);
  try {
    return { value: reader.value(0), end: reader.at };
  } catch (cause) {
    // What a view of bytes says of a place behind their end.
    if (cause instanceof RangeError)
      throw new MessagePackError('a message ends too early', { cause });
    throw cause;
  }
}

class Reader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  value(depth: number): Data {
    if (depth > maximumDepth) throw new MessagePackError('a message is nested too deeply');
    const tag = this.#view.getUint8(this.at);
    this.at += 1;
    if (tag < 0x80) return BigInt(tag);
    if (tag < 0x90) return this.#map(tag & 0x0f, depth);
    if (tag < 0xa0) return this.#array(tag & 0x0f, depth);
    if (tag < 0xc0) return this.#text(tag & 0x1f);
    if (tag >= 0xe0) return BigInt(tag - 0x100);
    return this.#tagged(tag, depth);
  }

  #tagged(tag: number, depth: number): Data {
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#length(tag - 0xc4)).slice();
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#length(tag - 0xc7));
      case 0xca:
        return this.#number(4, (at) => this.#view.getFloat32(at));
      case 0xcb:
        return this.#number(8, (at) => this.#view.getFloat64(at));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (tag - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#length(tag - 0xd9));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#length(tag - 0xdb), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#length(tag - 0xdd), depth);
      default:
        return this.#integer(tag);
    }
  }

  #integer(tag: number): bigint {
    const view = this.#view;
    switch (tag) {
      case 0xcc:
        return this.#number(1, (at) => BigInt(view.getUint8(at)));
      case 0xcd:
        return this.#number(2, (at) => BigInt(view.getUint16(at)));
      case 0xce:
        return this.#number(4, (at) => BigInt(view.getUint32(at)));
      case 0xcf:
        return this.#number(8, (at) => view.getBigUint64(at));
      case 0xd0:
        return this.#number(1, (at) => BigInt(view.getInt8(at)));
      case 0xd1:
        return this.#number(2, (at) => BigInt(view.getInt16(at)));
      case 0xd2:
        return this.#number(4, (at) => BigInt(view.getInt32(at)));
      case 0xd3:
        return this.#number(8, (at) => view.getBigInt64(at));
      default:
        throw new MessagePackError(`no value begins with byte ${tag}`);
    }
  }

  #number<T>(size: number, read: (at: number) => T): T {
    const value = read(this.at);
    this.at += size;
    return value;
  }

  /** A length in 1, 2 or 4 bytes, for width 0, 1 and 2. */
  #length(width: number): number {
    if (width === 0) return this.#number(1, (at) => this.#view.getUint8(at));
    if (width === 1) return this.#number(2, (at) => this.#view.getUint16(at));
    return this.#number(4, (at) => this.#view.getUint32(at));
  }

  #take(count: number): Uint8Array {
    if (this.at + count > this.#bytes.length)
      throw new MessagePackError('a message ends before its content');
    const taken = this.#bytes.subarray(this.at, this.at + count);
    this.at += count;
    return taken;
  }

  #text(count: number): string {
    return text.decode(this.#take(count));
  }

  #array(count: number, depth: number): Data {
    const elements: Data[] = [];
    for (let left = count; left > 0; left -= 1) elements.push(this.value(depth + 1));
    return elements;
  }

  #map(count: number, depth: number): Data {
    const map = new GoMap();
    for (let left = count; left > 0; left -= 1) {
      const key = this.value(depth + 1);
      const name = typeof key === 'string' ? key : String(key);
      if (typeof key !== 'string') map.original.set(name, key);
      map.set(name, this.value(depth + 1));
    }
    return map;
  }

  #extension(size: number): Data {
    const kind = this.#number(1, (at) => this.#view.getInt8(at));
    const content = this.#take(size);
    if (kind !== -1) return null;
    const view = new DataView(content.buffer, content.byteOffset, content.length);
    if (size === 4) return new Date(view.getUint32(0) * 1000);
    if (size === 8) {
      const packed = view.getBigUint64(0);
      const nanoseconds = Number(packed >> 34n);
      return new Date(Number(packed & 0x3ffffffffn) * 1000 + nanoseconds / 1_000_000);
    }
    if (size === 12)
      return new Date(Number(view.getBigInt64(4)) * 1000 + view.getUint32(0) / 1_000_000);
    throw new MessagePackError(`a time cannot have ${size} bytes`);
  }
}
