import { messageOf } from '../../base/index.ts';
import type { World } from '../component-host.ts';
import { expandHome, type KeyCheck, keyFileCheck } from './check-key.ts';
import type { CommunicatorConfig } from './communicator-config.ts';
import { parseTunnel } from './tunnel.ts';

const types = ['ssh', 'winrm', 'none', 'docker', 'dockerWindowsContainer'];

async function keyProblem(option: string, path: string, check: () => Promise<void>, world: World) {
  if (path === '') return [];
  try {
    await world.files.status(expandHome(path, world));
    await check();
    return [];
  } catch (error) {
    return [`${option} is invalid: ${messageOf(error)}`];
  }
}

function tunnelProblems(option: string, tunnels: readonly string[]): string[] {
  return tunnels.flatMap((tunnel) => {
    const parsed = parseTunnel(tunnel);
    return parsed.ok ? [] : [`${option} ('${tunnel}') is invalid: ${parsed.error}`];
  });
}

function certificateProblems(config: CommunicatorConfig): string[] {
  const problems: string[] = [];
  if (config.ssh_certificate_file !== '' && config.ssh_private_key_file === '')
    problems.push('ssh_private_key_file must be specified if ssh_certificate_file is specified');
  if (config.ssh_bastion_certificate_file !== '' && config.ssh_bastion_private_key_file === '')
    problems.push(
      'ssh_bastion_private_key_file must be specified if ssh_bastion_certificate_file is specified',
    );
  return problems;
}

async function bastionProblems(config: CommunicatorConfig, key: KeyCheck, world: World) {
  if (config.ssh_bastion_host === '' || config.ssh_bastion_agent_auth) return [];
  const file = config.ssh_bastion_private_key_file;
  if (config.ssh_bastion_password === '' && file === '')
    return [
      'ssh_bastion_password, ssh_bastion_private_key_file or ssh_bastion_agent_auth must be specified',
    ];
  const check = () => key(file, config.ssh_bastion_certificate_file);
  return keyProblem('ssh_bastion_private_key_file', file, check, world);
}

async function sshProblems(config: CommunicatorConfig, key: KeyCheck, world: World) {
  const method = config.ssh_file_transfer_method;
  const file = config.ssh_private_key_file;
  const check = () => key(file, config.ssh_certificate_file);
  return [
    ...certificateProblems(config),
    ...(config.ssh_username === ''
      ? [
          'An ssh_username must be specified\n  Note: some builders used to default ssh_username to "root".',
        ]
      : []),
    ...(await keyProblem('ssh_private_key_file', file, check, world)),
    ...(await bastionProblems(config, key, world)),
    ...(method === 'scp' || method === 'sftp'
      ? []
      : [`ssh_file_transfer_method ('${method}') is invalid, valid methods: sftp, scp`]),
    ...(config.ssh_bastion_host !== '' && config.ssh_proxy_host !== ''
      ? ['please specify either ssh_bastion_host or ssh_proxy_host, not both']
      : []),
    ...tunnelProblems('ssh_local_tunnels', config.ssh_local_tunnels),
    ...tunnelProblems('ssh_remote_tunnels', config.ssh_remote_tunnels),
  ];
}

/**
 * What is wrong with the options of a communicator, after `withCommunicatorDefaults`
 * (components 3.3). `key` looks into private keys: files, unless told otherwise.
 */
export async function communicatorProblems(
  config: CommunicatorConfig,
  world: World,
  key: KeyCheck = keyFileCheck(world),
): Promise<readonly string[]> {
  if (!types.includes(config.communicator))
    return [`Communicator type ${config.communicator} is invalid`];
  if (config.communicator === 'ssh') return sshProblems(config, key, world);
  if (config.communicator === 'winrm' && config.winrm_username === '')
    return ['winrm_username must be specified.'];
  return [];
}
