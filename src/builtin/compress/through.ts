import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from '../../sdk/index.ts';

/** Bytes through a stream of Node's, such as a compressor; the reader's pace is the source's pace. */
export async function* through(source: ByteSource, stream: Duplex): ByteSource {
  const done = pipeline(Readable.from(source, { objectMode: false }), stream);
  done.catch(() => {});
  for await (const chunk of stream) yield chunk;
  await done;
}
