import type { ByteSink, ByteSource } from '../../base/index.ts';

/** Moves everything from source to sink at the sink's pace, then closes the sink. */
export async function pump(source: ByteSource, sink: ByteSink): Promise<void> {
  try {
    for await (const chunk of source) await sink.write(chunk);
  } finally {
    await sink.close().catch(() => {});
  }
}
