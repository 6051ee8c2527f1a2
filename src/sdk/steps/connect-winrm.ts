import { messageOf, textSink } from '../../base/index.ts';
import {
  type ConnectedCommunicator,
  connectWinRm,
  encodedPowerShell,
  type WinRmSettings,
} from '../../communicators/index.ts';
import type { RunContext } from '../../components/index.ts';
import type { World } from '../component-host.ts';
import type { StepState } from '../multistep/step.ts';
import { runWithUi } from '../remote-command.ts';
import type { CommunicatorConfig } from './communicator-config.ts';
import type { Connector, ConnectorInput } from './connector.ts';
import { waitForMachine } from './wait-for-machine.ts';

const betweenTries = 5_000;
const greeting = 'WinRM connected.';
const greet = `if (Test-Path variable:global:ProgressPreference){$ProgressPreference='SilentlyContinue'}; echo "${greeting}"`;

function settingsOf(config: CommunicatorConfig, host: string, port: number): WinRmSettings {
  return {
    host,
    port,
    username: config.winrm_username,
    password: config.winrm_password,
    tls: config.winrm_use_ssl,
    insecure: config.winrm_insecure,
    ntlm: config.winrm_use_ntlm === true,
    operationTimeout: Number(config.winrm_timeout / 1_000_000n),
  };
}

/** Whether the machine says what it is told to say. */
async function answers(communicator: ConnectedCommunicator, context: RunContext): Promise<boolean> {
  const stdout = textSink();
  await runWithUi(communicator, encodedPowerShell(greet), context, { stdout });
  return stdout.text().includes(greeting);
}

async function connectOnce<State extends StepState>(
  { config, host, address, port }: ConnectorInput<State>,
  state: State,
  context: RunContext,
): Promise<ConnectedCommunicator> {
  const at = await address(state, context);
  const through = port === undefined ? config.winrm_port : await port(state, context);
  state.communicatorConfig = { ...config, winrm_host: at, winrm_port: through };
  return connectWinRm(settingsOf(config, at, through), host.platform, context.signal);
}

/** Calls `work` every five seconds until it gives something. */
async function untilDone<T>(
  { clock, log }: World,
  signal: AbortSignal,
  work: () => Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    try {
      const done = await work();
      if (done !== undefined) return done;
    } catch (error) {
      log.write('debug', `[DEBUG] WinRM connection err: ${messageOf(error)}`);
    }
    if (signal.aborted) throw new Error('WinRM wait cancelled');
    await clock.sleep(betweenTries, signal);
  }
}

/** Reaches the machine over WinRM (components 3.10). */
export const overWinRm: Connector = (input) => {
  let connected: ConnectedCommunicator | undefined;
  return {
    name: 'StepConnectWinRM',
    run: async (state, { ui, signal: stop }) => {
      await connected?.close();
      const { config, host } = input;
      const connect = async (signal: AbortSignal) => {
        const context = { ui, signal: AbortSignal.any([signal, stop]) };
        const open = () => connectOnce(input, state, context);
        const communicator = await untilDone(host.platform, context.signal, open);
        const heard = async () => (await answers(communicator, context)) || undefined;
        await untilDone(host.platform, context.signal, heard);
        return communicator;
      };
      const waiting = { shown: 'WinRM', timeout: config.winrm_timeout, host, connect };
      const answer = await waitForMachine(waiting, state, { ui, signal: stop });
      connected = answer.communicator;
      return answer.outcome;
    },
    cleanup: async () => connected?.close(),
  };
};
