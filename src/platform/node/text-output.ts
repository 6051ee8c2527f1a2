import type { TextOutput } from '../ports.ts';
import { fs } from './fs.ts';
import { reasonOf } from './file-reasons.ts';

/** Characters that may wait before a writer has to. */
const highWaterMark = 1 << 18;

/** The other end is gone: nobody can be told, so the text is dropped. */
const gone = new Set(['EPIPE', 'EBADF', 'ENOTCONN', 'ECONNRESET', 'EIO']);

/** Writes all bytes; a non-blocking reader that is full is tried again. */
function writeAll(
  descriptor: number,
  bytes: Uint8Array,
  done: (problem?: NodeJS.ErrnoException) => void,
): void {
  fs.write(descriptor, bytes, (error, written) => {
    if (error?.code === 'EAGAIN') setTimeout(writeAll, 5, descriptor, bytes, done);
    else if (error) done(gone.has(error.code ?? '') ? undefined : error);
    else if (written === bytes.length) done();
    else writeAll(descriptor, bytes.subarray(written), done);
  });
}

/**
 * Text written to a file descriptor. Pieces written in one turn of the event loop leave in one system
 * call, off the main thread: a slow reader never keeps the program from hearing a signal.
 */
export function textOutput(descriptor: number): TextOutput {
  const encoder = new TextEncoder();
  let waiting = '';
  let busy = false;
  const wakers: (() => void)[] = [];
  let problem: string | undefined;

  const pump = (): void => {
    if (waiting === '') {
      busy = false;
      for (const wake of wakers.splice(0)) wake();
      return;
    }
    const bytes = encoder.encode(waiting);
    waiting = '';
    writeAll(descriptor, bytes, (error) => {
      if (error) problem ??= reasonOf(error);
      pump();
    });
  };
  const drained = () =>
    new Promise<void>((resolve) => {
      wakers.push(resolve);
    });
  const ready = Promise.resolve();

  return {
    write: (text) => {
      waiting += text;
      if (!busy) {
        busy = true;
        setImmediate(pump);
      }
      return waiting.length > highWaterMark ? drained() : ready;
    },
    flush: () => (busy ? drained() : ready),
    get problem() {
      return problem;
    },
    get isTerminal() {
      return process.getBuiltinModule('node:tty').isatty(descriptor);
    },
  };
}
