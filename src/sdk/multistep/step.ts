import type { Communicator, DataMap, RunContext } from '../../components/index.ts';
import type { CommunicatorConfig } from '../steps/communicator-config.ts';

/** What steps know of each other. Builders add their own fields. */
export interface StepState {
  /** Why the build fails. */
  error?: Error;
  /** Set the moment the build is cancelled. */
  cancelled?: boolean;
  /** Set when a step stopped the build. */
  halted?: boolean;
  /** Shown to users as `build.ID`. */
  instanceId?: string;
  communicator?: Communicator;
  communicatorConfig?: CommunicatorConfig;
  /** The private key to log in with, and its line for `authorized_keys`. */
  privateKey?: Uint8Array;
  publicKey?: string;
  httpIp?: string;
  /** 0: there is nothing to serve. */
  httpPort?: number;
  /** Further `build.*` values of the builder; StepProvision adds the common ones. */
  generatedData?: DataMap;
}

/** Goes on with the next step, or stops the build. */
export type StepOutcome = 'continue' | 'halt';

/**
 * One step of a builder. The name is shown to users (components 4.2). A thrown error becomes
 * `state.error` and stops the build.
 */
export interface Step<State extends StepState> {
  readonly name: string;
  run(state: State, context: RunContext): Promise<StepOutcome>;
  /** Takes back what `run` did; runs after a cancel too, and never for a step that did not start. */
  cleanup?(state: State, context: RunContext): Promise<void>;
}
