import { messageOf } from '../../base/index.ts';
import type { BuildSettings, RunContext } from '../../components/index.ts';
import { watchCancel } from '../cancellation.ts';
import { type Abandonment, runAsking, skipsCleanup } from './on-error.ts';
import type { Step, StepOutcome, StepState } from './step.ts';

/** The policies that apply to steps. */
export type StepPolicy = Pick<BuildSettings, 'debug' | 'onError'>;

async function outcomeOf<State extends StepState>(
  step: Step<State>,
  state: State,
  context: RunContext,
): Promise<StepOutcome> {
  try {
    return await step.run(state, context);
  } catch (error) {
    state.error = error instanceof Error ? error : new Error(messageOf(error));
    return 'halt';
  }
}

/** Waits for the user; no terminal and a cancel end the pause. */
async function pause(text: string, { ui, signal }: RunContext): Promise<void> {
  if (signal.aborted) return;
  using watch = watchCancel(signal);
  await Promise.race([ui.ask(`${text} Press enter to continue.`).catch(() => ''), watch.cancelled]);
}

/** A pause after a step, which is a step of its own: its clean-up pauses before that of the step. */
function pauseStep<State extends StepState>(name: string): Step<State> {
  return {
    name: 'DebugPause',
    run: async (_, context) => {
      await pause(`Pausing after run of step '${name}'.`, context);
      return 'continue';
    },
    cleanup: (_, context) => pause(`Pausing before cleanup of step '${name}'.`, context),
  };
}

function withPauses<State extends StepState>(
  steps: readonly Step<State>[],
  debug: boolean,
): readonly Step<State>[] {
  return debug ? steps.flatMap((step) => [step, pauseStep<State>(step.name)]) : steps;
}

async function cleanUp<State extends StepState>(
  steps: readonly Step<State>[],
  state: State,
  context: RunContext,
  policy: StepPolicy,
  abandonment: Abandonment,
): Promise<void> {
  for (const step of steps) {
    const isPause = step.name === 'DebugPause';
    if (!isPause && (await skipsCleanup(step.name, state, policy.onError, context, abandonment)))
      continue;
    try {
      await step.cleanup?.(state, context);
    } catch (error) {
      await context.ui.error(messageOf(error));
    }
  }
}

/**
 * Runs steps in order and takes them back in reverse, whatever happened: the `-on-error` and
 * `-debug` policies decide about pauses, retries and skipped clean-up (components 4.1, 4.2). The
 * outcome is in the state: `error`, `cancelled`, `halted`. Clean-up gets a signal that is not aborted.
 */
export async function runSteps<State extends StepState>(
  steps: readonly Step<State>[],
  state: State,
  context: RunContext,
  policy: StepPolicy,
): Promise<void> {
  const { signal, ui } = context;
  const abandonment: Abandonment = { asked: false, reasonShown: false };
  const started: Step<State>[] = [];
  const onAbort = (): void => {
    state.cancelled = true;
  };
  signal.addEventListener('abort', onAbort);
  try {
    for (const step of withPauses(steps, policy.debug)) {
      if (signal.aborted) {
        onAbort();
        break;
      }
      const attempt = () => outcomeOf(step, state, context);
      const outcome =
        policy.onError === 'ask' && step.name !== 'DebugPause'
          ? await runAsking(attempt, step, state, context, abandonment)
          : await attempt();
      started.unshift(step);
      if (signal.aborted) break;
      if (outcome === 'continue') continue;
      abandonment.failedStep = step.name;
      state.halted = true;
      break;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    const calm = { ui, signal: new AbortController().signal };
    await cleanUp(started, state, calm, policy, abandonment);
  }
}
