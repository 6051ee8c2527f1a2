import { messageOf } from '../../base/index.ts';
import { makeSshKeyPair, type SshKeyType, sshPublicKey } from '../../communicators/index.ts';
import type { ComponentHost } from '../component-host.ts';
import type { Step, StepState } from '../multistep/step.ts';
import { expandHome } from './check-key.ts';
import type { CommunicatorConfig } from './communicator-config.ts';

/** What StepSSHKeyGen works with. */
export interface StepSshKeysOptions {
  readonly config: CommunicatorConfig;
  readonly host: ComponentHost;
  /** Where the private key is left for a look at the machine; asked for with `-debug`. */
  readonly debugPath?: string;
}

function keyType(written: string): SshKeyType {
  const type = written.toLowerCase() || 'rsa';
  if (type === 'rsa' || type === 'ecdsa' || type === 'ed25519') return type;
  if (type === 'dsa') throw new Error('DSA keys are not made: SSH servers no longer take them');
  throw new Error(
    `${written} does not belong to Algorithm values: possible algorithm types are \`dsa\` | \`ecdsa\` | \`ed25519\` | \`rsa\` ( the default )`,
  );
}

/**
 * Puts a key into the state before the machine is made: the one of `ssh_private_key_file`, or a new one for this build.
 * Its public part, `state.publicKey`, is what the builder gives to the machine (components 3.9).
 */
export function stepSshKeys<State extends StepState>(options: StepSshKeysOptions): Step<State> {
  const { config, host, debugPath } = options;
  const { files } = host.platform;
  return {
    name: 'StepSSHKeyGen',
    run: async (state, { ui }) => {
      if (config.communicator !== 'ssh') return 'continue';
      if (config.ssh_private_key_file !== '') {
        await ui.say('Using existing SSH private key');
        state.privateKey = await files.read(expandHome(config.ssh_private_key_file, host.platform));
        state.publicKey = await sshPublicKey(state.privateKey);
        return 'continue';
      }
      const type = keyType(config.temporary_key_pair_type);
      await ui.say(`Creating temporary ${type.toUpperCase()} SSH key for instance...`);
      const made = makeSshKeyPair(type, config.temporary_key_pair_bits);
      const { privateKey, publicKey } = await made.catch((cause: unknown) => {
        throw new Error(`Error creating temporary SSH key: ${messageOf(cause)}`, { cause });
      });
      Object.assign(state, { privateKey, publicKey });
      if (debugPath !== undefined) {
        await ui.say(`Saving key for debug purposes: ${debugPath}`);
        await files.write(debugPath, privateKey, 0o700);
      }
      return 'continue';
    },
  };
}
