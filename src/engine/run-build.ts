import type { Artifact } from '../components/index.ts';
import { type Listener, speakingUi } from '../events/index.ts';
import type { PreparedBuild } from '../prepare/index.ts';
import type { Failure } from './failure.ts';
import type { Pace } from './pace.ts';
import { postProcess } from './post-process.ts';
import { provisionHook } from './provision.ts';
import { runStep } from './steps/run-step.ts';

/** What a build runs with. */
export interface RunParts {
  readonly listener: Listener;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly debug: boolean;
}

/** How one build ended. */
export interface BuildOutcome {
  readonly build: string;
  readonly failure: Failure | undefined;
  /** What it made; after a failure not worth listing. */
  readonly artifacts: readonly Artifact[];
}

/** Runs builder, provisioners and post-processors of one build (components 1.3). Never rejects. */
export async function runBuild(build: PreparedBuild, parts: RunParts): Promise<BuildOutcome> {
  const { listener, signal } = parts;
  const ended = (failure: Failure | undefined, artifacts: readonly Artifact[] = []) => ({
    build: build.name,
    failure,
    artifacts,
  });
  const ui = speakingUi(listener, { build: build.name });
  const hook = provisionHook({ ...parts, build });
  const made = await runStep(signal, () => build.builder.run({ signal, ui }, hook));
  if (!made.ok) return ended(made.error);
  if (made.value === undefined) return ended(undefined);
  if (signal.aborted) return ended({ kind: 'cancelled' });
  const { artifacts, failure } = await postProcess(made.value, { build, listener, signal });
  return ended(failure, artifacts);
}
