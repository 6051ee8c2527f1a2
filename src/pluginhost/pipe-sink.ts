import type { Writable } from 'node:stream';
import { type ByteSink, deferred } from '../base/index.ts';

/** A sink over a pipe or socket. */
export function pipeSink(pipe: Writable): ByteSink {
  // A broken pipe is told by the write that met it.
  pipe.on('error', () => {});
  return {
    async write(chunk) {
      if (pipe.errored !== null || pipe.destroyed)
        throw pipe.errored ?? new Error('the pipe is closed');
      if (pipe.write(chunk)) return;
      await drained(pipe);
    },
    async close() {
      if (!pipe.writableEnded) pipe.end();
    },
  };
}

function drained(pipe: Writable): Promise<void> {
  const room = deferred<void>();
  const done = () => {
    pipe.off('drain', done);
    pipe.off('close', done);
    if (pipe.errored === null) room.resolve();
    else room.reject(pipe.errored);
  };
  pipe.once('drain', done);
  pipe.once('close', done);
  return room.promise;
}
