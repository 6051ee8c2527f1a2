import { type RunReport, runBuilds } from '../engine/index.ts';
import {
  type PreparedBuild,
  type PreparePolicy,
  prepareBuilds,
  type Selection,
} from '../prepare/index.ts';
import { checkHcpRegistry } from './hcp-registry.ts';
import type { Host } from './host.ts';
import { beginPhase } from './phase.ts';
import { declare, type EvaluationRequest, evaluate, type TemplateRequest } from './resolved.ts';
import { untilCancelled } from './until-cancelled.ts';

/** Everything the command line can say about a build. */
export interface BuildRequest {
  readonly template: TemplateRequest;
  readonly evaluation: EvaluationRequest;
  readonly selection: Selection;
  readonly policy: PreparePolicy;
  /** Builds at once; less than 1: no limit. */
  readonly parallel: number;
  /** `-skip-enforcement`. */
  readonly skipEnforcement: boolean;
}

const noBuilds = {
  severity: 'error',
  code: 'no-builds-to-run',
  summary: 'No builds to run',
  detail:
    'A build command cannot run without at least one build to process. If the only or except flags have been specified at run time check that at least one build is selected for execution.',
} as const;

/** How a build command ended. */
export interface BuildReport {
  /** False: something failed or was wrong, even if some builds ran. */
  readonly ok: boolean;
  /** Undefined: no build was started. */
  readonly run: RunReport | undefined;
}

const refused: BuildReport = { ok: false, run: undefined };

/** What is ready to run. */
interface Preparation {
  readonly builds: readonly PreparedBuild[];
  /** Nothing was wrong on the way. */
  readonly fine: boolean;
}

/** From files to prepared builds. Undefined after errors that leave nothing to run; they were shown. */
async function prepare(request: BuildRequest, host: Host): Promise<Preparation | undefined> {
  const declared = await declare(request.template, host);
  if (declared === undefined) return undefined;
  const template = await evaluate(declared, request.evaluation, host);
  if (template === undefined) return undefined;
  const tracking = beginPhase(host);
  tracking.reporter.report(...(await checkHcpRegistry(template, host.platform)));
  if (!(await tracking.end())) return undefined;
  const preparation = beginPhase(host);
  const builds = await prepareBuilds(
    { template, selection: request.selection, policy: request.policy },
    { ...host, components: host.registry, reporter: preparation.reporter },
  );
  const fine = await preparation.end();
  return fine || builds.length > 0 ? { builds, fine } : undefined;
}

/** Builds a template: from files to artifacts (cli 6). Everything worth knowing goes to the listener. */
export async function build(request: BuildRequest, host: Host): Promise<BuildReport> {
  const { listener, signal } = host;
  const prepared = await untilCancelled(host, (heard) => prepare(request, heard));
  if (signal.aborted) await listener.emit({ kind: 'run-cancelled' });
  if (prepared === undefined || signal.aborted) return refused;
  const { builds, fine } = prepared;
  if (request.skipEnforcement) await listener.emit({ kind: 'enforcement-skipped' });
  if (request.policy.debug) await listener.emit({ kind: 'debug-entered' });
  await listener.emit({ kind: 'builds-selected', builds: builds.map(({ name }) => name) });
  if (builds.length === 0) {
    await listener.emit({ kind: 'diagnosed', diagnostics: [noBuilds] });
    return refused;
  }
  const run = await runBuilds(
    builds,
    { parallel: request.parallel, debug: request.policy.debug },
    { listener, pace: host.platform.clock, signal },
  );
  return { ok: fine && run.ok, run };
}
