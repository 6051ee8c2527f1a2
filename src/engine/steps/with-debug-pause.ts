import type { ProvisionStep } from './provision-step.ts';

/** Asks for Enter before the step (`-debug`); where nobody can be asked it just runs. */
export function withDebugPause(step: ProvisionStep): ProvisionStep {
  return async (context, communicator, data) => {
    const { signal, ui } = context;
    // The space before the dot is Packer's: there would be the provisioner's type, which it does not know.
    await ui.ask('Pausing before the next provisioner . Press enter to continue.').catch(() => '');
    signal.throwIfAborted();
    await step(context, communicator, data);
  };
}
