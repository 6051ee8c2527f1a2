import { formatDuration, unreachable } from '../base/index.ts';
import type { Event, RunSummarised, Speaker } from '../events/index.ts';
import { formatDiagnostics, hasErrors } from '../source/index.ts';
import { elapsed } from './durations.ts';

/** How a text is meant. */
export type Level = 'say' | 'message' | 'error';

/**
 * One thing to show. `program`: in nobody's name. `build`: in the colour of a build. `speaker`: the
 * same, and each line starts with the speaker's name.
 */
export type Utterance =
  | {
      readonly from: 'program';
      readonly level: Level;
      readonly text: string;
      /** Good news that stands out. */
      readonly highlighted?: boolean;
    }
  | { readonly from: 'build'; readonly build: string; readonly level: Level; readonly text: string }
  | {
      readonly from: 'speaker';
      readonly speaker: Speaker;
      readonly level: Level;
      readonly text: string;
    }
  | {
      readonly from: 'machine';
      readonly target: string;
      readonly category: string;
      readonly fields: readonly string[];
    };

const diagnosticWidth = 80;

const program = (level: Level, text: string): Utterance => ({ from: 'program', level, text });
const record = (target: string, category: string, ...fields: string[]): Utterance => ({
  from: 'machine',
  target,
  category,
  fields,
});

/** Everything an event says, in the order in which it is shown. */
export function wordsFor(event: Event): readonly Utterance[] {
  switch (event.kind) {
    case 'said':
      return [program(event.level, event.text)];
    case 'recorded':
      return [record(event.target, event.category, ...event.fields)];
    case 'component-spoke':
      return [{ from: 'speaker', speaker: event.speaker, level: event.level, text: event.text }];
    case 'diagnosed':
      return event.diagnostics.length === 0
        ? []
        : [
            program(
              hasErrors(event.diagnostics) ? 'error' : 'say',
              formatDiagnostics(event.diagnostics, { ...event.source, width: diagnosticWidth }),
            ),
          ];
    case 'builds-selected':
      return [];
    case 'plugin-installed': {
      const text = `Installed plugin ${event.source} ${event.version} in "${event.path}"`;
      return [{ from: 'program', level: 'say', text, highlighted: true }];
    }
    case 'debug-entered':
      return [program('say', 'Debug mode enabled. Builds will not be parallelized.')];
    case 'enforcement-skipped':
      return [
        program('say', 'Skipping HCP Packer enforced provisioners (--skip-enforcement flag set)'),
      ];
    case 'interrupted':
      return [program('error', `Cancelling build after receiving ${event.signal}`)];
    case 'run-completed':
      return [program('say', `\n==> Wait completed after ${elapsed(event.milliseconds)}`)];
    case 'run-cancelled':
      return [program('say', 'Cleanly cancelled builds after being interrupted.')];
    case 'run-summarised':
      return summary(event);
    default:
      return buildWords(event);
  }
}

/** The events that belong to one build. */
type BuildEvent = Extract<Event, { readonly build: string }>;

function buildWords(event: BuildEvent): readonly Utterance[] {
  const { build } = event;
  const ofBuild = (level: Level, text: string): Utterance => ({
    from: 'build',
    build,
    level,
    text,
  });
  const spoken = (level: Level, text: string): Utterance => ({
    from: 'speaker',
    speaker: { build },
    level,
    text,
  });
  switch (event.kind) {
    case 'build-finished':
      return [ofBuild('say', `Build '${build}' finished after ${elapsed(event.milliseconds)}.`)];
    case 'build-failed':
      return [
        ofBuild(
          'error',
          `Build '${build}' errored after ${elapsed(event.milliseconds)}: ${event.reason}`,
        ),
      ];
    case 'build-not-started':
      return [ofBuild('error', `Build '${build}' failed to acquire semaphore: ${event.reason}`)];
    case 'post-processor-started':
      return [
        spoken(
          'say',
          event.name === event.type
            ? `Running post-processor: ${event.type}`
            : `Running post-processor: ${event.name} (type ${event.type})`,
        ),
      ];
    case 'provisioner-paused':
      return [
        spoken('say', `Pausing ${formatDuration(event.duration)} before the next provisioner...`),
      ];
    case 'provisioner-timeout-set':
      return [
        spoken(
          'say',
          `Setting a ${formatDuration(event.duration)} timeout for the next provisioner...`,
        ),
      ];
    case 'provisioner-timed-out':
      return [spoken('error', 'Cancelling provisioner after a timeout...')];
    case 'provisioner-retried':
      return [
        spoken(
          'say',
          `Provisioner failed with "${event.reason}", retrying with ${event.left} trie(s) left`,
        ),
      ];
    case 'provisioner-gave-up':
      return [spoken('say', 'retry limit reached.')];
    case 'provisioner-failure-ignored':
      return [
        spoken(
          'say',
          `Warning: Provisioner failed with "${event.reason}", but continue_on_error is set; continuing the build.`,
        ),
      ];
    default:
      return unreachable(event);
  }
}

function summary(event: RunSummarised): readonly Utterance[] {
  const shown: Utterance[] = [];
  if (event.failures.length > 0) {
    shown.push(record('', 'error-count', String(event.failures.length)));
    shown.push(program('error', "\n==> Some builds didn't complete successfully and had errors:"));
    for (const { build, reason } of event.failures) {
      shown.push(record(build, 'error', reason), program('error', `--> ${build}: ${reason}`));
    }
  }
  if (event.artifacts.length === 0) {
    shown.push(program('say', '\n==> Builds finished but no artifacts were created.'));
    return shown;
  }
  shown.push(program('say', '\n==> Builds finished. The artifacts of successful builds are:'));
  for (const { build, artifacts } of event.artifacts) {
    shown.push(record(build, 'artifact-count', String(artifacts.length)));
    for (const [index, artifact] of artifacts.entries()) {
      const of = (...fields: string[]) => record(build, 'artifact', String(index), ...fields);
      shown.push(
        of('builder-id', artifact.builderId),
        of('id', artifact.id),
        of('string', artifact.text),
        of('files-count', String(artifact.files.length)),
        ...artifact.files.map((file, at) => of('file', String(at), file)),
        of('end'),
        program('say', `--> ${build}: ${artifact.text}`),
      );
    }
  }
  return shown;
}
