import type { Communicator } from '../components/index.ts';
import type { Files, Log } from '../platform/index.ts';

/** What a communicator needs of the world. */
export interface CommunicatorWorld {
  readonly files: Files;
  readonly log: Log;
}

/** A communicator that holds a connection. */
export interface ConnectedCommunicator extends Communicator {
  /** Hangs up. Safe to call twice. */
  close(): Promise<void>;
}
