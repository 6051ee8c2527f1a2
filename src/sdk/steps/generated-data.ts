import type { Data, DataMap } from '../../components/index.ts';
import type { World } from '../component-host.ts';
import type { StepState } from '../multistep/step.ts';
import { endpointOf, type CommunicatorConfig } from './communicator-config.ts';

const text = (bytes: ArrayLike<number>): string => new TextDecoder().decode(Uint8Array.from(bytes));

/** Stands for a value that this kind of builder does not have; scripts do not get to see it. */
export function missingValue(name: string): string {
  return `ERR_${name}_NOT_IMPLEMENTED_BY_BUILDER`;
}

/** True for the stand-in of a value that the builder does not have. */
export function isMissingValue(value: Data | undefined): boolean {
  return typeof value === 'string' && /^ERR_\w+_NOT_IMPLEMENTED_BY_BUILDER$/.test(value);
}

function communicatorData(config: CommunicatorConfig, state: StepState): DataMap {
  const { host, port, user, password } = endpointOf(config);
  return new Map<string, Data>([
    ['Host', host],
    ['Port', BigInt(port)],
    ['User', user],
    ['Password', password],
    ['ConnType', config.communicator],
    ['SSHPublicKey', state.publicKey ?? text(config.ssh_public_key)],
    ['SSHPrivateKey', text(state.privateKey ?? config.ssh_private_key)],
    ['SSHPrivateKeyFile', config.ssh_private_key_file],
    ['SSHAgentAuth', config.ssh_agent_auth],
    ['WinRMPassword', config.winrm_password],
  ]);
}

/** The `build.*` values of a machine, on top of those the builder put there (components 1.7). */
export function generatedData(state: StepState, { environment }: World): DataMap {
  const { httpIp, httpPort, communicatorConfig } = state;
  const both = httpIp !== undefined && httpPort !== undefined;
  return new Map<string, Data>([
    ...(state.generatedData ?? []),
    ['ID', state.instanceId ?? missingValue('ID')],
    ['PackerRunUUID', environment.variables.PACKER_RUN_UUID ?? ''],
    ['PackerHTTPIP', httpIp ?? missingValue('HTTP_IP')],
    ['PackerHTTPPort', httpPort === undefined ? missingValue('HTTP_PORT') : String(httpPort)],
    ['PackerHTTPAddr', both ? `${httpIp}:${httpPort}` : missingValue('HTTP_ADDR')],
    ...(communicatorConfig === undefined ? [] : communicatorData(communicatorConfig, state)),
  ]);
}
