import type { BuildSettings, RunContext } from '../../components/index.ts';
import { watchCancel } from '../cancellation.ts';
import type { Step, StepOutcome, StepState } from './step.ts';

/** What the steps of one run have told the user about giving up. */
export interface Abandonment {
  /** The user answered "abort". */
  asked: boolean;
  /** The reason was shown; from then on only skipped clean-ups are. */
  reasonShown: boolean;
  /** The step that stopped the build. */
  failedStep?: string;
}

/** Whether a failed build leaves everything as it is. */
export type ErrorMode = BuildSettings['onError'];

const question =
  '[c] Clean up and exit, [a] abort without cleanup, or [r] retry step (build may fail even if retry succeeds)?';

type Answer = 'clean' | 'abort' | 'retry';

/** No terminal, an interrupt and an empty line all mean: clean up. */
async function ask({ ui, signal }: RunContext): Promise<Answer> {
  for (;;) {
    if (signal.aborted) return 'clean';
    using watch = watchCancel(signal);
    const cancelled = watch.cancelled.then(() => '');
    const line = await Promise.race([ui.ask(question).catch(() => ''), cancelled]);
    switch (line.slice(0, 1).toLowerCase()) {
      case '':
      case 'c':
        return 'clean';
      case 'a':
        return 'abort';
      case 'r':
        return 'retry';
      default:
        await ui.say(`Incorrect input: ${JSON.stringify(line)}`);
    }
  }
}

/** Runs a step again and again for as long as it stops the build and the user wants a retry. */
export async function runAsking<State extends StepState>(
  attempt: () => Promise<StepOutcome>,
  step: Step<State>,
  state: State,
  context: RunContext,
  abandonment: Abandonment,
): Promise<StepOutcome> {
  for (;;) {
    const outcome = await attempt();
    if (outcome === 'continue') return outcome;
    if (state.error !== undefined) await context.ui.error(state.error.message);
    await context.ui.say(`Step "${step.name}" failed`);
    const answer = await ask(context);
    if (answer === 'retry') continue;
    if (answer === 'abort') abandonment.asked = true;
    return outcome;
  }
}

/** Says why the clean-up of a step is skipped; false where it is not. */
export async function skipsCleanup(
  step: string,
  state: StepState,
  mode: ErrorMode,
  { ui }: RunContext,
  abandonment: Abandonment,
): Promise<boolean> {
  const guarded = mode === 'abort' || mode === 'run-cleanup-provisioner' || abandonment.asked;
  if (!guarded) return false;
  if (mode === 'run-cleanup-provisioner' && step === 'StepProvision') return false;
  if (state.cancelled !== true && state.halted !== true) return false;
  if (state.error !== undefined && !abandonment.reasonShown) await ui.error(state.error.message);
  if (abandonment.reasonShown) await ui.error(`aborted: skipping cleanup of step "${step}"`);
  else if (state.cancelled === true) await ui.error('Interrupted, aborting...');
  else await ui.error(`Step "${abandonment.failedStep ?? step}" failed, aborting...`);
  abandonment.reasonShown = true;
  return true;
}
