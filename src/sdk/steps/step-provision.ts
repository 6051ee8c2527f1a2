import { messageOf } from '../../base/index.ts';
import type { Communicator, ProvisionHook, RunContext } from '../../components/index.ts';
import type { ComponentHost } from '../component-host.ts';
import { watchCancel } from '../cancellation.ts';
import type { Step, StepState } from '../multistep/step.ts';
import { generatedData } from './generated-data.ts';

/** What StepProvision works with. */
export interface StepProvisionOptions {
  readonly hook: ProvisionHook;
  readonly host: ComponentHost;
  /** Instead of the communicator of the state. */
  readonly communicator?: Communicator;
}

/** How long a cancelled provisioner may tidy up before the steps before it are taken back. */
const farewell = 1000;

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'cancelled' };

/** Waits for the hook; after a cancel only for a moment. */
async function outcomeOf(
  work: Promise<void>,
  signal: AbortSignal,
  { platform }: ComponentHost,
): Promise<Outcome> {
  const settled = work.then(
    (): Outcome => ({ kind: 'done' }),
    (error: unknown): Outcome => ({ kind: 'failed', error }),
  );
  using watch = watchCancel(signal);
  const cancelled = watch.cancelled.then((): Outcome => ({ kind: 'cancelled' }));
  const first = await Promise.race([settled, cancelled]);
  if (!signal.aborted) return first;
  const timer = new AbortController();
  const moment = platform.clock.sleep(farewell, timer.signal).catch(() => {});
  await Promise.race([settled, moment]);
  timer.abort();
  return first.kind === 'done' ? first : { kind: 'cancelled' };
}

/** Runs the provisioners, and on failure of any step the error-cleanup provisioner (components 4.3). */
export function stepProvision<State extends StepState>(options: StepProvisionOptions): Step<State> {
  const { hook, host } = options;
  const communicatorOf = (state: State) => options.communicator ?? state.communicator;
  const run = (name: Parameters<ProvisionHook>[0], state: State, context: RunContext) =>
    hook(name, context, communicatorOf(state), state.generatedData ?? new Map());
  return {
    name: 'StepProvision',
    run: async (state, context) => {
      state.generatedData = generatedData(state, host.platform);
      const work = run('packer_provision', state, context);
      const outcome = await outcomeOf(work, context.signal, host);
      if (outcome.kind === 'failed') {
        state.error = new Error(messageOf(outcome.error), { cause: outcome.error });
        return 'halt';
      }
      return outcome.kind === 'done' ? 'continue' : 'halt';
    },
    cleanup: async (state, context) => {
      const { error } = state;
      if (error === undefined) return;
      await context.ui.say(
        'Provisioning step had errors: Running the cleanup provisioner, if present...',
      );
      try {
        await run('packer_cleanup_provision', state, context);
      } catch (failure) {
        const text = `Cleanup failed: ${messageOf(failure)}. Original Provisioning error: ${error.message}`;
        state.error = new Error(text, { cause: failure });
      }
    },
  };
}
