import * as z from 'zod/mini';
import type { Duration } from '../../base/index.ts';
import { duration, sensitive, triState } from '../config/marks.ts';
import { wholeNumber } from '../config/whole-number.ts';

// One schema for all options of a type: making one takes a while, and there are fifty.
const text = z._default(z.string(), '');
const flag = z._default(z.boolean(), false);
const whole = z._default(wholeNumber, 0);
const texts = z._default(z.array(z.string()), []);
const bytes = z._default(z.array(wholeNumber), []);
const span = duration();
const secret = sensitive(text);

/** The options of every builder that reaches its machine over a network (components 3.2). */
export const communicatorOptions = {
  communicator: text,
  pause_before_connecting: span,
  ssh_host: text,
  ssh_port: whole,
  ssh_username: text,
  ssh_password: secret,
  ssh_keypair_name: text,
  temporary_key_pair_name: text,
  temporary_key_pair_type: text,
  temporary_key_pair_bits: whole,
  ssh_ciphers: texts,
  ssh_clear_authorized_keys: flag,
  ssh_key_exchange_algorithms: texts,
  ssh_private_key_file: text,
  ssh_certificate_file: text,
  ssh_pty: flag,
  ssh_timeout: span,
  ssh_wait_timeout: span,
  ssh_agent_auth: flag,
  ssh_disable_agent_forwarding: flag,
  ssh_handshake_attempts: whole,
  ssh_bastion_host: text,
  ssh_bastion_port: whole,
  ssh_bastion_agent_auth: flag,
  ssh_bastion_username: text,
  ssh_bastion_password: secret,
  ssh_bastion_interactive: flag,
  ssh_bastion_private_key_file: text,
  ssh_bastion_certificate_file: text,
  ssh_file_transfer_method: text,
  ssh_proxy_host: text,
  ssh_proxy_port: whole,
  ssh_proxy_username: text,
  ssh_proxy_password: secret,
  ssh_keep_alive_interval: span,
  ssh_read_write_timeout: span,
  ssh_remote_tunnels: texts,
  ssh_local_tunnels: texts,
  ssh_public_key: bytes,
  ssh_private_key: sensitive(bytes),
  winrm_username: text,
  winrm_password: secret,
  winrm_host: text,
  winrm_no_proxy: flag,
  winrm_port: whole,
  winrm_timeout: span,
  winrm_use_ssl: flag,
  winrm_insecure: flag,
  winrm_use_ntlm: triState(),
};

const schema = z.object(communicatorOptions);

/** What the options of 3.2 say. */
export type CommunicatorConfig = z.infer<typeof schema>;

const second = 1_000_000_000n;
const minute = 60n * second;

function sshTimeouts(config: CommunicatorConfig): { timeout: Duration; attempts: number } {
  const { ssh_timeout: timeout, ssh_handshake_attempts: attempts } = config;
  const neither = timeout === 0n && attempts === 0;
  return neither ? { timeout: 5n * minute, attempts: 10 } : { timeout, attempts };
}

function sshDefaults(config: CommunicatorConfig): CommunicatorConfig {
  const { timeout, attempts } = sshTimeouts(config);
  const bastionKey = config.ssh_bastion_private_key_file;
  const inherits =
    config.ssh_bastion_host !== '' && bastionKey === '' && config.ssh_private_key_file !== '';
  return {
    ...config,
    ssh_port: config.ssh_port || 22,
    ssh_timeout: config.ssh_wait_timeout === 0n ? timeout : config.ssh_wait_timeout,
    ssh_handshake_attempts: attempts,
    ssh_keep_alive_interval: config.ssh_keep_alive_interval || 5n * second,
    ssh_file_transfer_method: config.ssh_file_transfer_method || 'scp',
    ...(config.ssh_bastion_host === '' ? {} : { ssh_bastion_port: config.ssh_bastion_port || 22 }),
    ...(config.ssh_proxy_host === '' ? {} : { ssh_proxy_port: config.ssh_proxy_port || 1080 }),
    ...(inherits
      ? {
          ssh_bastion_private_key_file: config.ssh_private_key_file,
          ssh_bastion_certificate_file:
            config.ssh_bastion_certificate_file || config.ssh_certificate_file,
        }
      : {}),
  };
}

/** Fills in what the user left open (components 3.3). */
export function withCommunicatorDefaults<Config extends CommunicatorConfig>(given: Config): Config {
  const config = { ...given, communicator: given.communicator || 'ssh' };
  if (config.communicator === 'ssh') return { ...config, ...sshDefaults(config) };
  if (config.communicator !== 'winrm') return config;
  return {
    ...config,
    winrm_port: config.winrm_port || (config.winrm_use_ssl ? 5986 : 5985),
    winrm_timeout: config.winrm_timeout || 30n * minute,
  };
}

/** Where and as whom a machine is reached; empty for communicators without a network. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** The endpoint that the options name, by type of communicator. */
export function endpointOf(config: CommunicatorConfig): Endpoint {
  switch (config.communicator) {
    case '':
    case 'ssh':
      return {
        host: config.ssh_host,
        port: config.ssh_port,
        user: config.ssh_username,
        password: config.ssh_password,
      };
    case 'winrm':
      return {
        host: config.winrm_host,
        port: config.winrm_port,
        user: config.winrm_username,
        password: config.winrm_password,
      };
    default:
      return { host: '', port: 0, user: '', password: '' };
  }
}
