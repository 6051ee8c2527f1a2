import { messageOf } from '../../base/index.ts';
import type { ComponentHost } from '../component-host.ts';
import type { Step, StepState } from '../multistep/step.ts';
import { runWithUi } from '../remote-command.ts';
import type { CommunicatorConfig } from './communicator-config.ts';

/** What StepCleanupTempKeys works with. */
export interface StepRemoveKeysOptions {
  readonly config: CommunicatorConfig;
  readonly host: ComponentHost;
}

/**
 * Removes the key made for this build from the `authorized_keys` of the machine, where the options ask for it. The line
 * is found by its comment, `temporary_key_pair_name`; failures are only logged (components 4.8).
 */
export function stepRemoveKeys<State extends StepState>({
  config,
  host,
}: StepRemoveKeysOptions): Step<State> {
  return {
    name: 'StepCleanupTempKeys',
    run: async ({ communicator }, context) => {
      const name = config.temporary_key_pair_name;
      const isAsked = config.ssh_clear_authorized_keys && config.communicator === 'ssh';
      if (!isAsked || name === '' || communicator === undefined) return 'continue';
      await context.ui.say('Trying to remove ephemeral keys from authorized_keys files');
      for (const [sudo, home] of [
        ['', '~'],
        ['sudo ', '/root'],
      ]) {
        const path = `${home}/.ssh/authorized_keys`;
        const command = `${sudo}sed -i.bak '/ ${name}$/d' ${path}; ${sudo}rm ${path}.bak`;
        await runWithUi(communicator, command, context).catch((error: unknown) => {
          if (context.signal.aborted) throw error;
          const advice = `Error cleaning up ${path}; please clean up keys manually`;
          host.platform.log.write('warn', `${advice}: ${messageOf(error)}`);
        });
      }
      return 'continue';
    },
  };
}
