import { deflateRawSync } from 'node:zlib';
import type { ByteSource } from '../../sdk/index.ts';
import { crc32Of } from './checksums.ts';
import { breathe, chunksOf } from './chunks.ts';

/** Few enough bytes that a block fits into 64 KiB even where nothing can be compressed. */
const blockSize = 0xff00;

/** A gzip member whose extra field tells its size, so that readers can jump (SAM specification 4.1). */
function block(content: Uint8Array, level: number): Buffer {
  let packed = deflateRawSync(content, { level });
  if (packed.length > blockSize + 64) packed = deflateRawSync(content, { level: 0 });
  const header = Buffer.from('1f8b08040000000000ff0600424302000000', 'hex');
  header.writeUInt16LE(header.length + packed.length + 8 - 1, 16);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32Of(content), 0);
  trailer.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, packed, trailer]);
}

/** Compresses in blocks that can be found and read one by one; an empty one marks the end. */
export async function* bgzf(source: ByteSource, level: number): ByteSource {
  for await (const chunk of chunksOf(source, blockSize)) {
    yield block(chunk, level);
    await breathe();
  }
  yield Buffer.from('1f8b08040000000000ff0600424302001b0003000000000000000000', 'hex');
}
