import { formatDuration, messageOf } from '../../base/index.ts';
import type { RunContext } from '../../components/index.ts';
import type { ComponentHost } from '../component-host.ts';
import type { Step, StepOutcome, StepState } from '../multistep/step.ts';
import type { CommunicatorConfig } from './communicator-config.ts';
import type { Connector, ConnectorTable } from './connector.ts';
import { overSsh } from './connect-ssh.ts';
import { overWinRm } from './connect-winrm.ts';
import { noneCommunicator } from './none-communicator.ts';

/** How StepConnect reaches the machine. */
export interface StepConnectOptions<State extends StepState> {
  readonly config: CommunicatorConfig;
  readonly host: ComponentHost;
  /** The address of the machine; may throw while there is none yet. */
  readonly address: (state: State, context: RunContext) => Promise<string>;
  /** The port where the machine is reached; absent: the one that the options name. */
  readonly port?: (state: State, context: RunContext) => Promise<number>;
  /** Looked into before the common ones. */
  readonly connectors?: ConnectorTable;
}

const nothingToReach: Connector = () => ({
  name: 'stepConnectNone',
  run: async (state) => {
    state.communicator = noneCommunicator();
    return 'continue';
  },
});

/** The connectors that every builder has. */
const common: ConnectorTable = new Map([
  ['none', nothingToReach],
  ['ssh', overSsh],
  ['winrm', overWinRm],
]);

const shownNames: Readonly<Record<string, string>> = { ssh: 'SSH', winrm: 'WinRM' };

async function announce<State extends StepState>(
  options: StepConnectOptions<State>,
  state: State,
  context: RunContext,
): Promise<void> {
  const { config, host } = options;
  try {
    const address = await options.address(state, context);
    const shown = shownNames[config.communicator] ?? config.communicator;
    await context.ui.say(`Using ${shown} communicator to connect: ${address}`);
  } catch (error) {
    host.platform.log.write('debug', `unable to get address for connection: ${messageOf(error)}`);
  }
}

async function pauseAndReconnect<State extends StepState>(
  connect: Step<State>,
  { config, host }: StepConnectOptions<State>,
  state: State,
  context: RunContext,
): Promise<StepOutcome> {
  const pause = config.pause_before_connecting;
  if (pause <= 0n) return 'continue';
  await context.ui.say(`Pausing ${formatDuration(pause)} before connecting...`);
  try {
    await host.platform.clock.sleep(Number(pause / 1_000_000n), context.signal);
  } catch {
    return 'halt';
  }
  return connect.run(state, context);
}

/** Reaches the machine by the connector that the `communicator` option names (components 3.4). */
export function stepConnect<State extends StepState>(
  options: StepConnectOptions<State>,
): Step<State> {
  const { config } = options;
  const connector = options.connectors?.get(config.communicator) ?? common.get(config.communicator);
  const connect = connector?.(options);
  return {
    name: 'StepConnect',
    run: async (state, context) => {
      if (connect === undefined) {
        state.error = new Error(`unknown communicator type: ${config.communicator}`);
        return 'halt';
      }
      if (config.communicator === 'none') return connect.run(state, context);
      await announce(options, state, context);
      if ((await connect.run(state, context)) === 'halt') return 'halt';
      if ((await pauseAndReconnect(connect, options, state, context)) === 'halt') return 'halt';
      state.communicatorConfig ??= config;
      return 'continue';
    },
    cleanup: async (state, context) => connect?.cleanup?.(state, context),
  };
}
