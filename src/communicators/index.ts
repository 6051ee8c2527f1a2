// The face of communicators: machines reached over a network.
export {
  type CommunicatorWorld,
  type ConnectedCommunicator,
  connectSsh,
  probeSsh,
} from './ssh/communicator.ts';
export { privateKeyProblem } from './ssh/private-key.ts';
export type { Address, SshLogin, SshSettings, SshTunnel } from './ssh/settings.ts';
