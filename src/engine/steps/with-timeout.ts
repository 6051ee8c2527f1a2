import type { Duration } from '../../base/index.ts';
import type { Pace } from '../pace.ts';
import type { ProvisionStep, Tell } from './provision-step.ts';

/**
 * Cancels the step when it takes too long. What comes of it is what the step makes of the
 * cancellation. Each run has a deadline of its own, so that a retry starts afresh.
 */
export function withTimeout(
  step: ProvisionStep,
  duration: Duration,
  { tell, pace }: { readonly tell: Tell; readonly pace: Pace },
): ProvisionStep {
  return async (context, communicator, data) => {
    await tell({ kind: 'provisioner-timeout-set', duration });
    const deadline = new AbortController();
    const ended = new AbortController();
    const watch = pace
      .sleep(Number(duration) / 1e6, AbortSignal.any([ended.signal, context.signal]))
      .then(async () => {
        deadline.abort(new Error('context canceled'));
        await tell({ kind: 'provisioner-timed-out' });
      })
      .catch(() => {});
    try {
      const signal = AbortSignal.any([context.signal, deadline.signal]);
      await step({ ...context, signal }, communicator, data);
    } finally {
      ended.abort();
      await watch;
    }
  };
}
