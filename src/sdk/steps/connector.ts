import type { RunContext } from '../../components/index.ts';
import type { ComponentHost } from '../component-host.ts';
import type { Step, StepState } from '../multistep/step.ts';
import type { CommunicatorConfig } from './communicator-config.ts';

/** What a connector works with. */
export interface ConnectorInput<State extends StepState> {
  readonly config: CommunicatorConfig;
  readonly host: ComponentHost;
  /** Asks the builder for the address of the machine; asked again until it has one. */
  readonly address: (state: State, context: RunContext) => Promise<string>;
  /** Asks the builder for the port; absent: the one that the options name. */
  readonly port?: (state: State, context: RunContext) => Promise<number>;
}

/**
 * Makes the step that reaches the machine and puts its communicator into the state. It must stand
 * being run a second time, which is a full reconnect.
 */
export type Connector = <State extends StepState>(input: ConnectorInput<State>) => Step<State>;

/** Connectors by the `communicator` option. */
export type ConnectorTable = ReadonlyMap<string, Connector>;
