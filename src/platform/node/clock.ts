import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../ports.ts';

/** The clock of this machine. */
export function nodeClock(): Clock {
  return {
    now: () => new Date(),
    monotonic: () => performance.now(),
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      try {
        await sleep(milliseconds, undefined, signal ? { signal } : undefined);
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
