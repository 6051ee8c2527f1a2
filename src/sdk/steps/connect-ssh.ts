import { messageOf } from '../../base/index.ts';
import { type ConnectedCommunicator, connectSsh, probeSsh } from '../../communicators/index.ts';
import type { RunContext } from '../../components/index.ts';
import type { StepState } from '../multistep/step.ts';
import type { Connector, ConnectorInput } from './connector.ts';
import { sshSettings } from './ssh-settings.ts';
import { waitForMachine } from './wait-for-machine.ts';

const betweenTries = 5_000;
const afterRefusal = 2_000;

/** What one try came to. */
type Try =
  | { readonly kind: 'connected'; readonly communicator: ConnectedCommunicator }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly error: Error; readonly login: boolean };

function refusal(error: unknown): Try {
  const reason = messageOf(error);
  const login = reason.includes('authenticate');
  const text = login
    ? `Packer experienced an authentication error when trying to connect via SSH. This can happen if your username/password are wrong. You may want to double-check your credentials as part of your debugging process. original error: ${reason}`
    : reason;
  return { kind: 'refused', error: new Error(text, { cause: error }), login };
}

async function tryOnce<State extends StepState>(
  { config, host, address, port }: ConnectorInput<State>,
  state: State,
  context: RunContext,
  signal: AbortSignal,
): Promise<Try> {
  const { log } = host.platform;
  let settings: Awaited<ReturnType<typeof sshSettings>>;
  try {
    const at = await address(state, context);
    const through = port === undefined ? config.ssh_port : await port(state, context);
    state.communicatorConfig = { ...config, ssh_host: at, ssh_port: through };
    settings = await sshSettings(config, { host: at, port: through }, state, host.platform);
    await probeSsh(settings, signal);
  } catch (error) {
    log.write('debug', `[DEBUG] TCP connection to SSH ip/port failed: ${messageOf(error)}`);
    return { kind: 'unreachable' };
  }
  try {
    const communicator = await connectSsh(settings, host.platform, signal);
    return { kind: 'connected', communicator };
  } catch (error) {
    log.write('debug', `[DEBUG] SSH handshake err: ${messageOf(error)}`);
    return refusal(error);
  }
}

/** Tries until it works, the login was refused too often, or the signal is aborted. */
async function tryUntilConnected<State extends StepState>(
  input: ConnectorInput<State>,
  state: State,
  context: RunContext,
  signal: AbortSignal,
): Promise<ConnectedCommunicator> {
  const { clock } = input.host.platform;
  const allowed = input.config.ssh_handshake_attempts;
  for (let refusals = 0; ; ) {
    const answer = await tryOnce(input, state, context, signal);
    if (answer.kind === 'connected') return answer.communicator;
    if (signal.aborted) throw new Error('SSH wait cancelled');
    if (answer.kind === 'refused') {
      if (answer.login) refusals++;
      if (allowed > 0 && refusals >= allowed) throw answer.error;
      await clock.sleep(afterRefusal, signal);
    }
    await clock.sleep(betweenTries, signal);
  }
}

/** Reaches the machine over SSH (components 3.5). */
export const overSsh: Connector = (input) => {
  let connected: ConnectedCommunicator | undefined;
  return {
    name: 'StepConnectSSH',
    run: async (state, context) => {
      await connected?.close();
      const { config, host } = input;
      const waiting = {
        shown: 'SSH',
        timeout: config.ssh_timeout,
        host,
        connect: (signal: AbortSignal) => tryUntilConnected(input, state, context, signal),
      };
      const { outcome, communicator } = await waitForMachine(waiting, state, context);
      connected = communicator;
      return outcome;
    },
    cleanup: async () => connected?.close(),
  };
};
