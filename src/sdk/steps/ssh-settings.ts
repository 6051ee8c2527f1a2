import type { SshLogin, SshSettings, SshTunnel } from '../../communicators/index.ts';
import type { World } from '../component-host.ts';
import type { StepState } from '../multistep/step.ts';
import { expandHome } from './check-key.ts';
import type { CommunicatorConfig } from './communicator-config.ts';
import { parseTunnel } from './tunnel.ts';

function tunnels(specs: readonly string[]): SshTunnel[] {
  return specs.map((spec) => {
    const parsed = parseTunnel(spec);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.value;
  });
}

const milliseconds = (span: bigint): number => Number(span / 1_000_000n);

async function readKeys(path: string, world: World): Promise<Uint8Array[]> {
  return path === '' ? [] : [await world.files.read(expandHome(path, world))];
}

function requireAgent(agent: boolean, { environment }: World): void {
  if (agent && !environment.variables.SSH_AUTH_SOCK)
    throw new Error('Cannot connect to SSH Agent SSH_AUTH_SOCK is not set');
}

async function loginOf(
  config: CommunicatorConfig,
  { privateKey }: StepState,
  world: World,
): Promise<SshLogin> {
  const keys = await readKeys(config.ssh_private_key_file, world);
  if (privateKey !== undefined && keys.length === 0) keys.push(privateKey);
  if (config.ssh_private_key.length > 0) keys.push(Uint8Array.from(config.ssh_private_key));
  return {
    username: config.ssh_username,
    password: config.ssh_password,
    keys,
    agent: config.ssh_agent_auth,
  };
}

async function bastionOf(
  config: CommunicatorConfig,
  world: World,
): Promise<NonNullable<SshSettings['bastion']>> {
  return {
    address: { host: config.ssh_bastion_host, port: config.ssh_bastion_port },
    username: config.ssh_bastion_username,
    password: config.ssh_bastion_password,
    keys: await readKeys(config.ssh_bastion_private_key_file, world),
    agent: config.ssh_bastion_agent_auth,
  };
}

/** What the options say about SSH; `address` comes from the builder. Keys are read anew each time. */
export async function sshSettings(
  config: CommunicatorConfig,
  address: SshSettings['address'],
  state: StepState,
  world: World,
): Promise<SshSettings> {
  requireAgent(config.ssh_agent_auth || config.ssh_bastion_agent_auth, world);
  const login = await loginOf(config, state, world);
  return {
    ...login,
    address,
    pty: config.ssh_pty,
    ciphers: config.ssh_ciphers,
    keyExchanges: config.ssh_key_exchange_algorithms,
    keepAlive: milliseconds(config.ssh_keep_alive_interval),
    readTimeout: milliseconds(config.ssh_read_write_timeout),
    forwardAgent: !config.ssh_disable_agent_forwarding,
    agentSocket: world.environment.variables.SSH_AUTH_SOCK || undefined,
    transfer: config.ssh_file_transfer_method === 'sftp' ? 'sftp' : 'scp',
    localTunnels: tunnels(config.ssh_local_tunnels),
    remoteTunnels: tunnels(config.ssh_remote_tunnels),
    ...(config.ssh_bastion_host === '' ? {} : { bastion: await bastionOf(config, world) }),
    ...(config.ssh_proxy_host === ''
      ? {}
      : {
          proxy: {
            address: { host: config.ssh_proxy_host, port: config.ssh_proxy_port },
            username: config.ssh_proxy_username,
            password: config.ssh_proxy_password,
          },
        }),
  };
}
