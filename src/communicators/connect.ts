import type { CommunicatorWorld, ConnectedCommunicator } from './connected.ts';
import type { SshKeyPair, SshKeyType } from './ssh/key-pair.ts';
import type { SshSettings } from './ssh/settings.ts';
import type { WinRmWorld } from './winrm/communicator.ts';
import type { WinRmSettings } from './winrm/settings.ts';

// Nothing of a protocol is loaded before a machine is reached by it.

/** Waits until something accepts connections where the machine's SSH server is expected. */
export async function probeSsh(settings: SshSettings, signal: AbortSignal): Promise<void> {
  const { probe } = await import('./ssh/communicator.ts');
  return probe(settings, signal);
}

/** Commands and files over SSH. Rejects when the machine cannot be reached or refuses the login. */
export async function connectSsh(
  settings: SshSettings,
  world: CommunicatorWorld,
  signal: AbortSignal,
): Promise<ConnectedCommunicator> {
  const { connect } = await import('./ssh/communicator.ts');
  return connect(settings, world, signal);
}

/** Commands and files over WinRM. Rejects when no shell can be opened. */
export async function connectWinRm(
  settings: WinRmSettings,
  world: WinRmWorld,
  signal: AbortSignal,
): Promise<ConnectedCommunicator> {
  const { connect } = await import('./winrm/communicator.ts');
  return connect(settings, world, signal);
}

/** Why a private key cannot be used, in Packer's words; undefined if it can (components 3.3). */
export async function privateKeyProblem(
  content: Uint8Array,
  path: string,
): Promise<string | undefined> {
  const { keyProblem } = await import('./ssh/private-key.ts');
  return keyProblem(content, path);
}

/** Makes a key to log in with; 0 bits: as many as are usual for its kind. */
export async function makeSshKeyPair(type: SshKeyType, bits: number): Promise<SshKeyPair> {
  const { makeKeyPair } = await import('./ssh/key-pair.ts');
  return makeKeyPair(type, bits);
}

/** The line for `authorized_keys` that belongs to a private key. Rejects where it is none. */
export async function sshPublicKey(privateKey: Uint8Array): Promise<string> {
  const { publicKeyOf } = await import('./ssh/key-pair.ts');
  return publicKeyOf(privateKey);
}
