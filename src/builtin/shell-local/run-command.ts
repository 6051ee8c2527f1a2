import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import {
  type ByteSink,
  type Environment,
  lineSink,
  type RunContext,
  throwIfCancelled,
} from '../../sdk/index.ts';
import { killTree } from './kill-tree.ts';

/**
 * Not by iterating: what a stream needs for that takes longer to load than a short program runs. When a write fails the
 * stream is closed, or the program would wait for a reader for ever.
 */
function copy(from: Readable, to: ByteSink): Promise<void> {
  return new Promise((resolve, reject) => {
    from.on('data', (chunk: Uint8Array) => {
      from.pause();
      to.write(chunk).then(
        () => from.resume(),
        (error) => from.destroy(error),
      );
    });
    from.once('error', reject);
    from.once('end', () => to.close().then(resolve, reject));
  });
}

/**
 * Starts a program of this machine and shows its output: stdout is said, stderr shown as errors.
 * Resolves with the exit status once both streams ended, −1 for a program that was killed. Rejects
 * when it cannot be started; on cancel, and when this process leaves in a hurry, it is killed with
 * everything it started.
 */
export async function runCommand(
  argv: readonly string[],
  { variables, cwd }: Environment,
  { ui, signal }: RunContext,
): Promise<number> {
  throwIfCancelled(signal);
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    cwd,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  const cancelled = new Promise<never>((_, reject) => {
    const onAbort = () => {
      killTree(child);
      child.stdout.destroy();
      child.stderr.destroy();
      reject(signal.reason);
    };
    const onExit = () => killTree(child);
    signal.addEventListener('abort', onAbort, { once: true });
    process.on('exit', onExit);
    ended
      .catch(() => {})
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
        process.off('exit', onExit);
      });
  });
  cancelled.catch(() => {});
  const said = copy(
    child.stdout,
    lineSink((line) => ui.say(line)),
  );
  const shown = copy(
    child.stderr,
    lineSink((line) => ui.error(line)),
  );
  const all = Promise.all([ended, said, shown]);
  all.catch(() => {});
  const [status] = await Promise.race([all, cancelled]);
  return status;
}
