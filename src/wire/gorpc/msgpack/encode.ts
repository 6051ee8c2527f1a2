import { GoMap, Unsigned, type WireValue } from './wire-value.ts';

const text = new TextEncoder();

/** Collects bytes; grows by doubling. */
class Buffer {
  bytes = new Uint8Array(256);
  length = 0;
  #view: DataView | undefined;

  get view(): DataView {
    this.#view ??= new DataView(this.bytes.buffer);
    return this.#view;
  }

  reserve(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, at));
      this.bytes = larger;
      this.#view = undefined;
    }
    return at;
  }

  byte(value: number): void {
    const at = this.reserve(1);
    this.bytes[at] = value;
  }

  tagged(tag: number, size: 1 | 2 | 4, value: number): void {
    const at = this.reserve(1 + size);
    this.bytes[at] = tag;
    if (size === 1) this.view.setUint8(at + 1, value);
    else if (size === 2) this.view.setUint16(at + 1, value);
    else this.view.setUint32(at + 1, value);
  }

  raw(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** A short ASCII text with its tag. False, and nothing is written, for another text. */
  short(value: string): boolean {
    const { length } = value;
    if (length >= 32) return false;
    const at = this.reserve(1 + length);
    this.bytes[at] = 0xa0 | length;
    for (let place = 0; place < length; place += 1) {
      const code = value.charCodeAt(place);
      if (code >= 0x80) {
        this.length = at;
        return false;
      }
      this.bytes[at + 1 + place] = code;
    }
    return true;
  }
}

/** One value as Go's codec writes it (plugin-protocol 3.3). */
export function encode(value: WireValue): Uint8Array {
  return encodeAll([value]);
}

/** Several values one after the other, such as a header and its body. */
export function encodeAll(values: readonly WireValue[]): Uint8Array {
  const out = new Buffer();
  for (const value of values) write(out, value);
  return out.bytes.slice(0, out.length);
}

function write(out: Buffer, value: WireValue): void {
  if (value === null) return out.byte(0xc0);
  switch (typeof value) {
    case 'boolean':
      return out.byte(value ? 0xc3 : 0xc2);
    case 'bigint':
      return writeSigned(out, value);
    case 'number': {
      const at = out.reserve(9);
      out.bytes[at] = 0xcb;
      return out.view.setFloat64(at + 1, value);
    }
    case 'string':
      return writeText(out, value);
    default:
      return writeComposite(out, value);
  }
}

function writeComposite(
  out: Buffer,
  value: Exclude<WireValue, string | number | bigint | boolean | null>,
): void {
  if (value instanceof Uint8Array) {
    writeLength(out, value.length, [0xc4, 0xc5, 0xc6]);
    return out.raw(value);
  }
  if (value instanceof Unsigned) return writeUnsigned(out, value.value);
  if (value instanceof Date) return writeTime(out, value);
  if (Array.isArray(value)) {
    if (value.length < 16) out.byte(0x90 | value.length);
    else writeLength(out, value.length, [undefined, 0xdc, 0xdd]);
    for (const element of value) write(out, element);
    return;
  }
  if (value instanceof Map) {
    writeMapHead(out, value.size);
    for (const [key, element] of value) {
      write(out, value instanceof GoMap ? (value.original.get(key) ?? key) : key);
      write(out, element);
    }
    return;
  }
  const fields = Object.entries(value);
  writeMapHead(out, fields.length);
  for (const [name, field] of fields) {
    writeText(out, name);
    write(out, field);
  }
}

function writeMapHead(out: Buffer, size: number): void {
  if (size < 16) out.byte(0x80 | size);
  else writeLength(out, size, [undefined, 0xde, 0xdf]);
}

function writeText(out: Buffer, value: string): void {
  if (out.short(value)) return;
  const bytes = text.encode(value);
  if (bytes.length < 32) out.byte(0xa0 | bytes.length);
  else writeLength(out, bytes.length, [0xd9, 0xda, 0xdb]);
  out.raw(bytes);
}

/** A length with the smallest of the tags for one, two and four bytes. */
function writeLength(
  out: Buffer,
  length: number,
  [one, two, four]: readonly [number | undefined, number, number],
): void {
  if (one !== undefined && length < 0x100) out.tagged(one, 1, length);
  else if (length < 0x10000) out.tagged(two, 2, length);
  else out.tagged(four, 4, length);
}

function writeUnsigned(out: Buffer, value: number): void {
  if (value < 0x80) out.byte(value);
  else writeLength(out, value, [0xcc, 0xcd, 0xce]);
}

/** Signed forms also for positive values, as Go writes its signed types. */
function writeSigned(out: Buffer, value: bigint): void {
  if (value >= -32n && value < 128n) return out.byte(Number(value) & 0xff);
  const bits = [8, 16, 32].find((each) => BigInt.asIntN(each, value) === value);
  if (bits === 8) return out.tagged(0xd0, 1, Number(value));
  if (bits === 16) return out.tagged(0xd1, 2, Number(value));
  if (bits === 32) return out.tagged(0xd2, 4, Number(value));
  const at = out.reserve(9);
  const unsigned = BigInt.asIntN(64, value) !== value;
  out.bytes[at] = unsigned ? 0xcf : 0xd3;
  out.view.setBigUint64(at + 1, BigInt.asUintN(64, value));
}

/** The timestamp extension, in the shortest of its three forms. */
function writeTime(out: Buffer, value: Date): void {
  const milliseconds = value.getTime();
  const seconds = Math.floor(milliseconds / 1000);
  const nanoseconds = (milliseconds - seconds * 1000) * 1_000_000;
  if (seconds < 0 || seconds >= 2 ** 34) {
    out.raw(new Uint8Array([0xc7, 12, 0xff]));
    const at = out.reserve(12);
    out.view.setUint32(at, nanoseconds);
    out.view.setBigInt64(at + 4, BigInt(seconds));
  } else if (nanoseconds === 0 && seconds < 2 ** 32) {
    out.raw(new Uint8Array([0xd6, 0xff]));
    out.view.setUint32(out.reserve(4), seconds);
  } else {
    out.raw(new Uint8Array([0xd7, 0xff]));
    out.view.setBigUint64(out.reserve(8), (BigInt(nanoseconds) << 34n) | BigInt(seconds));
  }
}
