import type { Clock } from '../ports.ts';

/** Timers of Node count milliseconds in 31 bits; longer ones would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** The clock of this machine. */
export function nodeClock(): Clock {
  return {
    now: () => new Date(),
    // Not `performance`, which would be loaded for it.
    monotonic: () => Number(process.hrtime.bigint()) / 1e6,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      const { setTimeout: sleep } = process.getBuiltinModule('node:timers/promises');
      try {
        let left = milliseconds;
        do {
          await sleep(Math.min(left, longestTimer), undefined, signal ? { signal } : undefined);
          left -= longestTimer;
        } while (left > 0);
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
