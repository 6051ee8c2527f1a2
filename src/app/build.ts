import { type RunReport, runBuilds } from '../engine/index.ts';
import { type PreparePolicy, prepareBuilds, type Selection } from '../prepare/index.ts';
import { checkHcpRegistry } from './hcp-registry.ts';
import type { Host } from './host.ts';
import { beginPhase } from './phase.ts';
import { declare, type EvaluationRequest, evaluate, type TemplateRequest } from './resolved.ts';

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

/** Builds a template: from files to artifacts (cli 6). Everything worth knowing goes to the listener. */
export async function build(request: BuildRequest, host: Host): Promise<BuildReport> {
  const declared = await declare(request.template, host);
  if (declared === undefined) return refused;
  const template = await evaluate(declared, request.evaluation, host);
  if (template === undefined) return refused;
  const tracking = beginPhase(host);
  tracking.reporter.report(...(await checkHcpRegistry(template, host.platform)));
  if (!(await tracking.end())) return refused;
  const preparation = beginPhase(host);
  const builds = await prepareBuilds(
    { template, selection: request.selection, policy: request.policy },
    { ...host, components: host.registry, reporter: preparation.reporter },
  );
  const prepared = await preparation.end();
  if (!prepared && builds.length === 0) return refused;
  if (request.skipEnforcement) await host.listener.emit({ kind: 'enforcement-skipped' });
  if (request.policy.debug) await host.listener.emit({ kind: 'debug-entered' });
  await host.listener.emit({ kind: 'builds-selected', builds: builds.map(({ name }) => name) });
  if (builds.length === 0) {
    await host.listener.emit({ kind: 'diagnosed', diagnostics: [noBuilds] });
    return refused;
  }
  const run = await runBuilds(
    builds,
    { parallel: request.parallel, debug: request.policy.debug },
    { listener: host.listener, pace: host.platform.clock, signal: host.signal },
  );
  return { ok: prepared && run.ok, run };
}
