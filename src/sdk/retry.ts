import { messageOf } from '../base/index.ts';
import type { Clock } from '../platform/index.ts';

/** How often and how long something is tried (components 4.10). */
export interface RetryPolicy {
  /** In milliseconds; 0 or absent tries without end. Looked at after each failure. */
  readonly startTimeout?: number;
  /** 0 or absent: no limit. */
  readonly tries?: number;
  /** Milliseconds between two tries; 2 seconds unless told. */
  readonly delay?: number;
  /** Says which errors are worth another try; all, unless told. */
  readonly shouldRetry?: (error: unknown) => boolean;
  readonly clock: Clock;
  /** After this is aborted, the last error is final. */
  readonly signal?: AbortSignal;
}

/**
 * Calls `work` until it succeeds. Rejects with the last error once the time is over, the signal is
 * aborted or the error is not worth a retry; a wait between two tries ends early on abort.
 */
export async function retry<T>(policy: RetryPolicy, work: () => Promise<T>): Promise<T> {
  const { clock, signal, startTimeout = 0, tries = 0, delay = 2000 } = policy;
  const started = clock.monotonic();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (policy.shouldRetry?.(error) === false) throw error;
      if (attempt === tries)
        throw new Error(`retry count exhausted. Last err: ${messageOf(error)}`, { cause: error });
      const late = startTimeout > 0 && clock.monotonic() - started >= startTimeout;
      if (late || signal?.aborted) throw error;
      await clock.sleep(delay, signal).catch(() => {});
      if (signal?.aborted) throw error;
    }
  }
}
