import type { ByteSource } from '../../../sdk/index.ts';
import { crc32, crc32Of } from '../checksums.ts';
import { lzma2 } from './lzma2.ts';

/** No check but CRC-32. */
const streamFlags = Buffer.from([0, 1]);
/** One filter, LZMA2, with a dictionary of 4 MiB. */
const blockHeaderContent = Buffer.from([2, 0, 0x21, 1, 20, 0, 0, 0]);

function withCrc(bytes: Buffer): Buffer {
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32Of(bytes), 0);
  return Buffer.concat([bytes, crc]);
}

/** Seven bits a byte, lowest first; the highest bit says that more follow. */
function variableLength(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

const padding = (size: number): Buffer => Buffer.alloc((4 - (size % 4)) % 4);

function index(unpadded: number, size: number): Buffer {
  const records = Buffer.from([0, 1, ...variableLength(unpadded), ...variableLength(size)]);
  return withCrc(Buffer.concat([records, padding(records.length)]));
}

function footer(indexSize: number): Buffer {
  const content = Buffer.alloc(6);
  content.writeUInt32LE(indexSize / 4 - 1, 0);
  streamFlags.copy(content, 4);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32Of(content), 0);
  return Buffer.concat([crc, content, Buffer.from('YZ')]);
}

/** Compresses into the xz format: one stream with one block. */
export async function* xz(source: ByteSource): ByteSource {
  const check = crc32();
  let size = 0;
  const counted = async function* (): ByteSource {
    for await (const chunk of source) {
      check.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  yield Buffer.concat([Buffer.from('fd377a585a00', 'hex'), withCrc(streamFlags)]);
  const header = withCrc(blockHeaderContent);
  yield header;
  let packed = 0;
  for await (const chunk of lzma2(counted())) {
    packed += chunk.length;
    yield chunk;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(check.digest(), 0);
  yield Buffer.concat([padding(packed), sum]);
  const records = index(header.length + packed + sum.length, size);
  yield records;
  yield footer(records.length);
}
