import type { Duration } from '../../base/index.ts';
import type { Pace } from '../pace.ts';
import type { ProvisionStep, Tell } from './provision-step.ts';

/** Waits before the step, each time it runs. */
export function withPause(
  step: ProvisionStep,
  duration: Duration,
  { tell, pace }: { readonly tell: Tell; readonly pace: Pace },
): ProvisionStep {
  return async (context, communicator, data) => {
    await tell({ kind: 'provisioner-paused', duration });
    await pace.sleep(Number(duration) / 1e6, context.signal);
    await step(context, communicator, data);
  };
}
