import type { Writable } from 'node:stream';
import { type ByteSink, deferred } from '../../base/index.ts';

/** Bytes that may wait in a sink before `write` does. */
const sinkCapacity = 512 * 1024;

/**
 * A sink over a pipe or socket. What is written within one turn of the event loop leaves in one
 * system call.
 */
export function sinkOf(pipe: Writable): ByteSink {
  // A broken pipe is told by the write that met it.
  pipe.on('error', () => {});
  // Whoever replaces the function later, as a plugin does for its standard output, is not meant here.
  const write = pipe.write.bind(pipe);
  let held = false;
  const release = () => {
    held = false;
    pipe.uncork();
  };
  return {
    async write(chunk) {
      if (pipe.errored !== null || pipe.destroyed || pipe.writableEnded)
        throw pipe.errored ?? new Error('the connection is closed');
      if (!held) {
        held = true;
        pipe.cork();
        process.nextTick(release);
      }
      if (!write(chunk) && pipe.writableLength >= sinkCapacity) await drained(pipe);
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
