// The face of engine: prepared builds run, in order and in parallel, and what came out of them.
export type { Failure } from './failure.ts';
export type { Pace } from './pace.ts';
export type { BuildOutcome, RunParts } from './run-build.ts';
export { type RunPolicy, type RunReport, runBuilds } from './run-builds.ts';
