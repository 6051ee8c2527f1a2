// The face of communicators: machines reached over a network.
export {
  connectSsh,
  connectWinRm,
  makeSshKeyPair,
  privateKeyProblem,
  probeSsh,
  sshPublicKey,
} from './connect.ts';
export type { CommunicatorWorld, ConnectedCommunicator } from './connected.ts';
export type { SshKeyPair, SshKeyType } from './ssh/key-pair.ts';
export type { Address, SshLogin, SshSettings, SshTunnel } from './ssh/settings.ts';
export type { WinRmWorld } from './winrm/communicator.ts';
export { encodedPowerShell } from './winrm/powershell.ts';
export type { WinRmSettings } from './winrm/settings.ts';
