import { createDeflateRaw } from 'node:zlib';
import type { ByteSource, Files } from '../../sdk/index.ts';
import { crc32 } from './checksums.ts';
import { through } from './through.ts';

interface Written {
  readonly name: Buffer;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const deflated = 8;
const limit16 = 0xffff;
const limit32 = 0xffffffff;
/** Sizes follow the data; names that are not ASCII are UTF-8. */
const sizesFollow = 0x8;
const utf8Names = 0x800;

function localHeader(name: Buffer, flags: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, size }: Pick<Written, 'crc' | 'packed' | 'size'>): Buffer {
  const large = packed >= limit32 || size >= limit32;
  const record = Buffer.alloc(large ? 24 : 16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  if (large) {
    record.writeBigUInt64LE(BigInt(packed), 8);
    record.writeBigUInt64LE(BigInt(size), 16);
  } else {
    record.writeUInt32LE(packed, 8);
    record.writeUInt32LE(size, 12);
  }
  return record;
}

function centralHeader(entry: Written): Buffer {
  const { packed, size, offset } = entry;
  const large = packed >= limit32 || size >= limit32 || offset >= limit32;
  const extra = Buffer.alloc(large ? 28 : 0);
  if (large) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [size, packed, offset].forEach((value, at) => {
      extra.writeBigUInt64LE(BigInt(value), 4 + at * 8);
    });
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(large ? 45 : 20, 4);
  header.writeUInt16LE(large ? 45 : 20, 6);
  header.writeUInt16LE(entry.flags, 8);
  header.writeUInt16LE(deflated, 10);
  header.writeUInt32LE(entry.crc, 16);
  header.writeUInt32LE(large ? limit32 : packed, 20);
  header.writeUInt32LE(large ? limit32 : size, 24);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(large ? limit32 : offset, 42);
  return Buffer.concat([header, entry.name, extra]);
}

function largeEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, limit16), 8);
  end.writeUInt16LE(Math.min(count, limit16), 10);
  end.writeUInt32LE(Math.min(size, limit32), 12);
  end.writeUInt32LE(Math.min(offset, limit32), 16);
  const large = count >= limit16 || size >= limit32 || offset >= limit32;
  return large ? Buffer.concat([largeEnd(count, size, offset), end]) : end;
}

/**
 * Files as a zip archive, each deflated and named by its path as given. No times and no modes, so
 * that equal inputs give equal archives (components 2.14).
 */
export async function* zip(paths: readonly string[], files: Files): ByteSource {
  const written: Written[] = [];
  let offset = 0;
  for (const path of paths) {
    const { kind } = await files.status(path);
    if (kind !== 'file') throw new Error(`${path} is not a regular file`);
    const name = Buffer.from(path.replaceAll('\\', '/'));
    const flags = sizesFollow | (name.some((byte) => byte > 0x7f) ? utf8Names : 0);
    const start = offset;
    const header = localHeader(name, flags);
    yield header;
    offset += header.length;
    const crc = crc32();
    let size = 0;
    const counted = async function* (): ByteSource {
      for await (const chunk of files.readStream(path)) {
        crc.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    };
    let packed = 0;
    for await (const chunk of through(counted(), createDeflateRaw())) {
      packed += chunk.length;
      yield chunk;
    }
    const entry = { name, flags, crc: crc.digest(), packed, size, offset: start };
    const sizes = descriptor(entry);
    yield sizes;
    offset += packed + sizes.length;
    written.push(entry);
  }
  const start = offset;
  for (const entry of written) {
    const header = centralHeader(entry);
    yield header;
    offset += header.length;
  }
  yield endRecord(written.length, offset - start, start);
}
