import { messageOf } from '../../base/index.ts';
import type { ConnectedCommunicator } from '../../communicators/index.ts';
import type { RunContext } from '../../components/index.ts';
import type { ComponentHost } from '../component-host.ts';
import type { StepOutcome, StepState } from '../multistep/step.ts';

/** How a kind of machine is waited for. */
export interface Waiting {
  /** `SSH` or `WinRM`. */
  readonly shown: string;
  /** Nanoseconds; 0 or less: for ever. */
  readonly timeout: bigint;
  readonly host: ComponentHost;
  /** Tries until it works; rejects when there is no hope, and soon after the signal is aborted. */
  connect(signal: AbortSignal): Promise<ConnectedCommunicator>;
}

type Ended =
  | { readonly kind: 'connected'; readonly communicator: ConnectedCommunicator }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'late' };

async function race(waiting: Waiting, { signal }: RunContext): Promise<Ended> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const connecting = waiting.connect(stop).then(
    (communicator): Ended => ({ kind: 'connected', communicator }),
    (thrown: unknown): Ended => {
      const error = thrown instanceof Error ? thrown : new Error(messageOf(thrown));
      return { kind: 'failed', error };
    },
  );
  if (waiting.timeout <= 0n) return connecting;
  const late = waiting.host.platform.clock
    .sleep(Number(waiting.timeout / 1_000_000n), stop)
    .then((): Ended => ({ kind: 'late' }))
    .catch(() => connecting);
  const ended = await Promise.race([connecting, late]);
  over.abort();
  // One that came too late must not stay open.
  if (ended.kind === 'late')
    void connecting.then(async (each) => {
      if (each.kind === 'connected') await each.communicator.close();
    });
  return ended;
}

/** Waits for the machine and puts its communicator into the state (components 3.5, 3.10). */
export async function waitForMachine(
  waiting: Waiting,
  state: StepState,
  context: RunContext,
): Promise<{ readonly outcome: StepOutcome; readonly communicator?: ConnectedCommunicator }> {
  const { ui, signal } = context;
  const { shown } = waiting;
  await ui.say(`Waiting for ${shown} to become available...`);
  const ended = await race(waiting, context);
  if (ended.kind === 'connected' && signal.aborted) await ended.communicator.close();
  if (signal.aborted) return { outcome: 'halt' };
  switch (ended.kind) {
    case 'connected':
      await ui.say(`Connected to ${shown}!`);
      state.communicator = ended.communicator;
      return { outcome: 'continue', communicator: ended.communicator };
    case 'failed':
      await ui.error(`Error waiting for ${shown}: ${ended.error.message}`);
      state.error = ended.error;
      return { outcome: 'halt' };
    default: {
      state.error = new Error(`Timeout waiting for ${shown}.`);
      await ui.error(state.error.message);
      return { outcome: 'halt' };
    }
  }
}
