import type { Clock } from '../platform/index.ts';

/** How long a plugin may take, in milliseconds. */
export interface Deadlines {
  /** To print its description and exit. */
  readonly describe: number;
  /** From its start to its first line. */
  readonly handshake: number;
  /** To open a component and to tell a schema. */
  readonly answer: number;
  /** To check a configuration; plugins may ask a cloud about it. */
  readonly prepare: number;
  /** To answer a ping, once a call was cancelled and has not ended. */
  readonly ping: number;
  /** To end after it was asked to, and again after it was told to. */
  readonly stop: number;
  /** For processes that clean up after a plugin that died and still hold its standard error. */
  readonly leftovers: number;
}

/** The deadlines of a normal run. */
export const defaultDeadlines: Deadlines = {
  describe: 30_000,
  handshake: 60_000,
  answer: 60_000,
  prepare: 600_000,
  ping: 30_000,
  stop: 5_000,
  leftovers: 20_000,
};

/** What a wait came to: the value, or undefined when time was up first. */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  work: Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const timer = new AbortController();
  const late = clock.sleep(milliseconds, timer.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    timer.abort();
  }
}
