import pLimit, { type LimitFunction } from 'p-limit';
import { messageOf } from '../base/index.ts';
import type { Artifact } from '../components/index.ts';
import type { ArtifactSummary, RunSummarised } from '../events/index.ts';
import type { PreparedBuild } from '../prepare/index.ts';
import { cancelledText, textOf } from './failure.ts';
import { type BuildOutcome, type RunParts, runBuild } from './run-build.ts';

/** How many builds run at once, and how. */
export interface RunPolicy {
  /** Less than 1: no limit. */
  readonly parallel: number;
  /** One after the other, with pauses. */
  readonly debug: boolean;
}

/** What came out of a run. */
export interface RunReport {
  /** In the order of the template; builds that never started are missing. */
  readonly outcomes: readonly BuildOutcome[];
  readonly cancelled: boolean;
  /** Nothing failed, not even telling what was made, and nothing was cancelled. */
  readonly ok: boolean;
}

/** Runs one build in its turn and tells how it ended. */
async function runInTurn(build: PreparedBuild, parts: RunParts): Promise<BuildOutcome> {
  const start = parts.pace.monotonic();
  const outcome = await runBuild(build, parts);
  const milliseconds = parts.pace.monotonic() - start;
  await parts.listener.emit(
    outcome.failure === undefined
      ? { kind: 'build-finished', build: build.name, milliseconds }
      : { kind: 'build-failed', build: build.name, milliseconds, reason: textOf(outcome.failure) },
  );
  return outcome;
}

/**
 * Runs all builds under the limit. When the run is cancelled, the one that is next in the queue says
 * so and the rest stay silent.
 */
async function runAll(
  builds: readonly PreparedBuild[],
  limit: LimitFunction,
  parts: RunParts,
): Promise<readonly BuildOutcome[]> {
  const { signal, listener } = parts;
  const outcomes: (BuildOutcome | undefined)[] = [];
  let waiting = 0;
  const notStarted = async (build: PreparedBuild, index: number): Promise<void> => {
    outcomes[index] = { build: build.name, failure: { kind: 'cancelled' }, artifacts: [] };
    await listener.emit({ kind: 'build-not-started', build: build.name, reason: cancelledText });
  };
  let reporting: Promise<void> | undefined;
  const onAbort = (): void => {
    const next = builds[waiting];
    limit.clearQueue();
    if (next !== undefined) reporting = notStarted(next, waiting);
  };
  const runs = builds.map((build, index) =>
    limit(async () => {
      if (signal.aborted) return;
      waiting = index + 1;
      outcomes[index] = await runInTurn(build, parts);
    }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
  );
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.all(runs);
    await reporting;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  return outcomes.filter((outcome) => outcome !== undefined);
}

async function describe(artifact: Artifact): Promise<ArtifactSummary> {
  const [builderId, id, text, files] = await Promise.all([
    artifact.builderId(),
    artifact.id(),
    artifact.text(),
    artifact.files(),
  ]);
  return { builderId, id, text, files };
}

/**
 * Puts the outcomes into the words of the summary; an artifact that cannot be asked is a failure. Of
 * builds with the same name, the summary knows the last one.
 */
async function summarise(all: readonly BuildOutcome[]): Promise<RunSummarised> {
  const outcomes = new Map(all.map((outcome) => [outcome.build, outcome])).values();
  const failures: RunSummarised['failures'][number][] = [];
  const artifacts: RunSummarised['artifacts'][number][] = [];
  for (const { build, failure, artifacts: made } of outcomes) {
    if (failure !== undefined) {
      failures.push({ build, reason: textOf(failure) });
      continue;
    }
    if (made.length === 0) continue;
    try {
      artifacts.push({ build, artifacts: await Promise.all(made.map(describe)) });
    } catch (error) {
      failures.push({ build, reason: messageOf(error) });
    }
  }
  return { kind: 'run-summarised', failures, artifacts };
}

/** Runs prepared builds, in parallel where the policy allows, and tells the story to its end (cli 6.5). */
export async function runBuilds(
  builds: readonly PreparedBuild[],
  policy: RunPolicy,
  parts: Omit<RunParts, 'debug'>,
): Promise<RunReport> {
  const { listener, pace, signal } = parts;
  const start = pace.monotonic();
  const concurrency = policy.debug
    ? 1
    : policy.parallel < 1
      ? Number.POSITIVE_INFINITY
      : policy.parallel;
  const limit = pLimit({ concurrency, rejectOnClear: true });
  const outcomes = await runAll(builds, limit, { ...parts, debug: policy.debug });
  await listener.emit({ kind: 'run-completed', milliseconds: pace.monotonic() - start });
  if (signal.aborted) {
    await listener.emit({ kind: 'run-cancelled' });
    return { outcomes, cancelled: true, ok: false };
  }
  const summary = await summarise(outcomes);
  await listener.emit(summary);
  const failed =
    summary.failures.length > 0 || outcomes.some(({ failure }) => failure !== undefined);
  return { outcomes, cancelled: false, ok: !failed };
}
