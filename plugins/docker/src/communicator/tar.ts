/** What a tar archive says about one file. */
export interface TarFile {
  readonly name: string;
  readonly size: number;
  /** Unix permission bits. */
  readonly mode: number;
  readonly modified: Date;
  readonly owner: number;
  readonly group: number;
}

const blockSize = 512;
const encoder = new TextEncoder();

/** How many zero bytes follow a file of that size. */
export function padding(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}

/** Two empty blocks: the end of an archive. */
export const endOfArchive = new Uint8Array(2 * blockSize);

function octal(value: number, length: number): string {
  return `${Math.floor(value)
    .toString(8)
    .padStart(length - 1, '0')}\0`;
}

function header(file: TarFile, type: string, name: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockSize);
  const put = (text: string | Uint8Array, at: number) =>
    block.set(typeof text === 'string' ? encoder.encode(text) : text, at);
  put(name.subarray(0, 100), 0);
  put(octal(file.mode & 0o7777, 8), 100);
  put(octal(file.owner, 8), 108);
  put(octal(file.group, 8), 116);
  if (file.size < 8 ** 11) put(octal(file.size, 12), 124);
  else {
    block[124] = 0x80;
    new DataView(block.buffer).setBigUint64(128, BigInt(file.size));
  }
  put(octal(Math.max(0, file.modified.getTime() / 1_000), 12), 136);
  put('        ', 148);
  put(type, 156);
  put('ustar\0' + '00', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** What stands before the content of a file; a name of more than 100 bytes takes blocks of its own. */
export function tarHeader(file: TarFile): readonly Uint8Array[] {
  const name = encoder.encode(file.name);
  if (name.length <= 100) return [header(file, '0', name)];
  const size = name.length + 1;
  const long = header({ ...file, size, mode: 0 }, 'L', encoder.encode('././@LongLink'));
  const content = new Uint8Array(size + padding(size));
  content.set(name);
  return [long, content, header(file, '0', name)];
}

function sizeOf(block: Uint8Array): number {
  if (block[124] === 0x80)
    return Number(new DataView(block.buffer, block.byteOffset).getBigUint64(128));
  const text = new TextDecoder().decode(block.subarray(124, 136));
  return Number.parseInt(text.replace(/[\0 ]+/g, ''), 8) || 0;
}

/** Cuts the first file's content out of an archive that arrives in pieces. */
export class FirstFile {
  #held = new Uint8Array();
  /** Bytes of a special entry, its padding included, that are passed over. */
  #skip = 0;
  #left: number | undefined;

  /** Whether a file was found. */
  get found(): boolean {
    return this.#left !== undefined;
  }

  /** Whether all of it has been handed out. */
  get complete(): boolean {
    return this.#left === 0;
  }

  /** What of these bytes is content. */
  push(chunk: Uint8Array): Uint8Array {
    let rest = chunk;
    while (this.#left === undefined && rest.length > 0) rest = this.#readHeader(rest);
    const content = rest.subarray(0, this.#left ?? 0);
    if (this.#left !== undefined) this.#left -= content.length;
    return content;
  }

  #readHeader(chunk: Uint8Array): Uint8Array {
    if (this.#skip > 0) {
      const passed = Math.min(this.#skip, chunk.length);
      this.#skip -= passed;
      return chunk.subarray(passed);
    }
    const missing = blockSize - this.#held.length;
    const held = new Uint8Array(this.#held.length + Math.min(missing, chunk.length));
    held.set(this.#held);
    held.set(chunk.subarray(0, missing), this.#held.length);
    this.#held = held;
    if (held.length < blockSize) return chunk.subarray(chunk.length);
    this.#held = new Uint8Array();
    const size = sizeOf(held);
    // Long names and extended headers describe the entry that follows.
    if ('LKxg'.includes(String.fromCharCode(held[156] ?? 0))) this.#skip = size + padding(size);
    else this.#left = size;
    return chunk.subarray(missing);
  }
}
