import { failed, messageOf, ok, type Result } from '../../base/index.ts';
import type { Failure } from '../failure.ts';

/**
 * The one place where foreign code is called: components may throw anything; above here a throw is a
 * failure that keeps its cause.
 */
export async function runStep<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<Result<T, Failure>> {
  try {
    return ok(await work());
  } catch (error) {
    if (signal.aborted && error === signal.reason) return failed({ kind: 'cancelled' });
    return failed({ kind: 'component-failed', message: messageOf(error), cause: error });
  }
}
