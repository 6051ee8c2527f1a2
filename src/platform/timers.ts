import type { Clock } from './ports.ts';

/** Calls that come later, by this clock: each once, after that many milliseconds; the answer cancels it. */
export function timersOf(clock: Clock): {
  after(milliseconds: number, call: () => void): () => void;
} {
  return {
    after(milliseconds, call) {
      const timer = new AbortController();
      clock.sleep(milliseconds, timer.signal).then(call, () => {});
      return () => timer.abort();
    },
  };
}
