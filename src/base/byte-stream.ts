/** Bytes that arrive in chunks; the consumer's pace is the producer's pace. */
export type ByteSource = AsyncIterable<Uint8Array>;

/** Bytes that leave in chunks. `write` resolves when more may be written (backpressure). */
export interface ByteSink {
  /** Takes the chunk; the caller must not change it afterwards. Rejects once the other end is gone. */
  write(chunk: Uint8Array): Promise<void>;
  /** Says that nothing follows, after everything written has been handed over. Safe to call twice. */
  close(): Promise<void>;
}

/** A connection in both directions: a socket, the pipes of a child, or two queues in memory. */
export interface ByteStream {
  readonly source: ByteSource;
  readonly sink: ByteSink;
}

/** A sink that throws everything away. */
export const discard: ByteSink = {
  write: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** A sink that keeps what it gets as UTF-8 text. */
export interface TextSink extends ByteSink {
  /** Everything so far; a character that was cut in two is there when it is whole. */
  text(): string;
}

/** Makes a sink that keeps text. */
export function textSink(): TextSink {
  const decoder = new TextDecoder();
  let text = '';
  return {
    write: async (chunk) => {
      text += decoder.decode(chunk, { stream: true });
    },
    close: () => Promise.resolve(),
    text: () => text,
  };
}
