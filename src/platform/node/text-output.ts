import { once } from '../../base/index.ts';
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
 * A descriptor of the same file that never waits: that of a plain file does not, and a pipe or terminal is opened once
 * more for it, because the way in which it was opened is shared with other processes. Undefined where that cannot be
 * (only Linux can, and not for sockets).
 */
function withoutWaiting(descriptor: number): number | undefined {
  try {
    if (fs.fstatSync(descriptor).isFile()) return descriptor;
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = fs.constants;
    return fs.openSync(`/proc/self/fd/${descriptor}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return undefined;
  }
}

/** Writes as much as there is room for and gives the rest. */
function writeSome(descriptor: number, bytes: Uint8Array): Uint8Array {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(fs.writeSync(descriptor, rest));
  } catch {
    // Whatever is wrong is met again by the one who writes the rest.
  }
  return rest;
}

/**
 * Text written to a file descriptor. Pieces written in one turn of the event loop leave in one system
 * call; what the reader has no room for leaves off the main thread: a slow one never keeps the program
 * from hearing a signal.
 */
export function textOutput(descriptor: number): TextOutput {
  const encoder = new TextEncoder();
  let waiting = '';
  let busy = false;
  const wakers: (() => void)[] = [];
  let problem: string | undefined;
  const direct = once(() => withoutWaiting(descriptor));

  const pump = (): void => {
    if (waiting === '') {
      busy = false;
      for (const wake of wakers.splice(0)) wake();
      return;
    }
    const bytes = encoder.encode(waiting);
    waiting = '';
    const now = direct();
    const rest = now === undefined ? bytes : writeSome(now, bytes);
    if (rest.length === 0) return pump();
    writeAll(descriptor, rest, (error) => {
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
