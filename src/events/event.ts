import type { Diagnostic, DiagnosticFormat } from '../source/index.ts';

/** Text for people that belongs to no build. `message` differs from `say` only for machines (cli 8). */
export interface Said {
  readonly kind: 'said';
  readonly level: 'say' | 'message' | 'error';
  readonly text: string;
}

/** A record for machines; people do not see it. */
export interface Recorded {
  readonly kind: 'recorded';
  /** A build, or empty. */
  readonly target: string;
  readonly category: string;
  readonly fields: readonly string[];
}

/** Who of a build speaks: the build itself, or one of its post-processors by type. */
export interface Speaker {
  readonly build: string;
  readonly postProcessor?: string;
}

/** A component said something while it was at work. */
export interface ComponentSpoke {
  readonly kind: 'component-spoke';
  readonly speaker: Speaker;
  readonly level: 'say' | 'error';
  readonly text: string;
}

/** Diagnostics of one phase, in order, shown together. */
export interface Diagnosed {
  readonly kind: 'diagnosed';
  readonly diagnostics: readonly Diagnostic[];
  /** The files that may be shown; only the parse phase has any (template-language 1.19). */
  readonly source?: Pick<DiagnosticFormat, 'files' | 'contextOf'>;
}

/** All builds of this run in the order of the template, before the first one starts. */
export interface BuildsSelected {
  readonly kind: 'builds-selected';
  readonly builds: readonly string[];
}

/** `init` or `plugins install` put a plugin in place. */
export interface PluginInstalled {
  readonly kind: 'plugin-installed';
  readonly source: string;
  /** With `v`. */
  readonly version: string;
  readonly path: string;
}

/** `-debug`: builds run one after the other. */
export interface DebugEntered {
  readonly kind: 'debug-entered';
}

/** `-skip-enforcement` was given. */
export interface EnforcementSkipped {
  readonly kind: 'enforcement-skipped';
}

/** A build ended well. */
export interface BuildFinished {
  readonly kind: 'build-finished';
  readonly build: string;
  readonly milliseconds: number;
}

/** A build ended with an error. */
export interface BuildFailed {
  readonly kind: 'build-failed';
  readonly build: string;
  readonly milliseconds: number;
  readonly reason: string;
}

/** The run was cancelled while a build waited for its turn. */
export interface BuildNotStarted {
  readonly kind: 'build-not-started';
  readonly build: string;
  readonly reason: string;
}

/** A post-processor is about to get its input. */
export interface PostProcessorStarted {
  readonly kind: 'post-processor-started';
  readonly build: string;
  /** Empty if the template gives none. */
  readonly name: string;
  readonly type: string;
}

/** Something a wrapper around a provisioner did; durations in nanoseconds. */
export type ProvisionerWrapped = {
  readonly build: string;
} & (
  | { readonly kind: 'provisioner-paused'; readonly duration: bigint }
  | { readonly kind: 'provisioner-timeout-set'; readonly duration: bigint }
  | { readonly kind: 'provisioner-timed-out' }
  | { readonly kind: 'provisioner-retried'; readonly reason: string; readonly left: number }
  | { readonly kind: 'provisioner-gave-up' }
  | { readonly kind: 'provisioner-failure-ignored'; readonly reason: string }
);

/** The first signal arrived, under Go's name: `interrupt`, `terminated` or `hangup`. */
export interface Interrupted {
  readonly kind: 'interrupted';
  readonly signal: string;
}

/** All builds ended. */
export interface RunCompleted {
  readonly kind: 'run-completed';
  readonly milliseconds: number;
}

/** All builds ended after the run was cancelled; there is no summary. */
export interface RunCancelled {
  readonly kind: 'run-cancelled';
}

/** What the summary says about one artifact. */
export interface ArtifactSummary {
  readonly builderId: string;
  readonly id: string;
  readonly text: string;
  readonly files: readonly string[];
}

/** What came out of a run, build by build in the order of the template. */
export interface RunSummarised {
  readonly kind: 'run-summarised';
  readonly failures: readonly { readonly build: string; readonly reason: string }[];
  readonly artifacts: readonly {
    readonly build: string;
    readonly artifacts: readonly ArtifactSummary[];
  }[];
}

/** Everything that can happen and that somebody may want to hear of. */
export type Event =
  | Said
  | Recorded
  | ComponentSpoke
  | Diagnosed
  | BuildsSelected
  | PluginInstalled
  | DebugEntered
  | EnforcementSkipped
  | BuildFinished
  | BuildFailed
  | BuildNotStarted
  | PostProcessorStarted
  | ProvisionerWrapped
  | Interrupted
  | RunCompleted
  | RunCancelled
  | RunSummarised;
