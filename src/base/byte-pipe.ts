import { ByteQueue } from './byte-queue.ts';
import type { ByteSink, ByteSource, ByteStream } from './byte-stream.ts';
import { type Deferred, deferred } from './deferred.ts';

/** Two ends in memory: what is written to the sink comes out of the source. */
export interface BytePipe {
  readonly sink: ByteSink;
  readonly source: ByteSource;
}

/** Makes a pipe that holds up to `capacity` bytes before `write` waits. */
export function bytePipe(capacity = 65_536): BytePipe {
  let held = 0;
  let abandoned = false;
  let room: Deferred<void> | undefined;
  const wake = () => {
    room?.resolve();
    room = undefined;
  };
  const source = new ByteQueue({
    taken(bytes) {
      held -= bytes;
      if (held < capacity) wake();
    },
    abandoned() {
      abandoned = true;
      wake();
    },
  });
  const sink: ByteSink = {
    async write(chunk) {
      if (abandoned) throw new Error('nobody reads from the other end');
      held += chunk.length;
      source.push(chunk);
      while (held >= capacity && !abandoned) {
        room ??= deferred();
        await room.promise;
      }
    },
    close() {
      source.end();
      return Promise.resolve();
    },
  };
  return { sink, source };
}

/** Two connected streams in memory: each reads what the other writes. */
export function joinedStreams(capacity?: number): readonly [ByteStream, ByteStream] {
  const there = bytePipe(capacity);
  const back = bytePipe(capacity);
  return [
    { source: back.source, sink: there.sink },
    { source: there.source, sink: back.sink },
  ];
}
