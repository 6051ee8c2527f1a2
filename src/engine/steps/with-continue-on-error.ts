import { messageOf } from '../../base/index.ts';
import type { ProvisionStep, Tell } from './provision-step.ts';

/** Lets the build go on when the step fails, except when it was cancelled. */
export function withContinueOnError(step: ProvisionStep, tell: Tell): ProvisionStep {
  return async (context, communicator, data) => {
    try {
      await step(context, communicator, data);
    } catch (error) {
      const { signal } = context;
      if (signal.aborted) {
        if (error === signal.reason) throw error;
        throw new Error(`${messageOf(error)}\n${messageOf(signal.reason)}`, { cause: error });
      }
      await tell({ kind: 'provisioner-failure-ignored', reason: messageOf(error) });
    }
  };
}
