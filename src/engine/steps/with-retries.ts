import { messageOf } from '../../base/index.ts';
import type { ProvisionStep, Tell } from './provision-step.ts';

/**
 * Runs the step again after an error, up to `retries` times. The error that is told and that comes
 * out at the end is always the first one (docs/compatibility.md, Q-4).
 */
export function withRetries(step: ProvisionStep, retries: number, tell: Tell): ProvisionStep {
  return async (context, communicator, data) => {
    context.signal.throwIfAborted();
    let first: unknown;
    try {
      await step(context, communicator, new Map(data));
      return;
    } catch (error) {
      first = error;
    }
    for (let left = retries; left > 0; left--) {
      context.signal.throwIfAborted();
      await tell({ kind: 'provisioner-retried', reason: messageOf(first), left });
      try {
        await step(context, communicator, new Map(data));
        return;
      } catch {
        // Only the first error counts.
      }
    }
    context.signal.throwIfAborted();
    await tell({ kind: 'provisioner-gave-up' });
    throw first;
  };
}
