import type { Builder, BuildSettings, ComponentLookup } from '../components/index.ts';
import {
  type BuildSource,
  placeholderBuildValues,
  type ProvisionerUse,
  type ResolvedBuild,
  type ResolvedTemplate,
} from '../resolve/index.ts';
import type { Reporter } from '../source/index.ts';
import { BuildContext } from './build-context.ts';
import { configure } from './configured.ts';
import {
  missingBuildBlock,
  notLoaded,
  rejectedSource,
  unstartableLegacyBuild,
} from './diagnostics.ts';
import { legacyPlaceholders } from './legacy-placeholders.ts';
import type { PreparedBuild, PreparedProvisioner } from './model.ts';
import { preparePostProcessors } from './post-processors.ts';
import { prepareProvisioner } from './provisioner.ts';
import { createSelector, leavesOut, type Selection, type Selector } from './selection.ts';

/** How builds are to run, as far as components want to know. */
export interface PreparePolicy {
  readonly debug: boolean;
  readonly force: boolean;
  readonly onError: BuildSettings['onError'];
}

/** What preparing needs from outside. */
export interface PrepareHost {
  readonly components: ComponentLookup;
  readonly reporter: Reporter;
  /** The compatible version, such as `1.16.0`. */
  readonly coreVersion: string;
}

/** What is to be prepared. */
export interface PrepareRequest {
  readonly template: ResolvedTemplate;
  readonly selection: Selection;
  readonly policy: PreparePolicy;
}

/** Loads and prepares the builder. True if the build can go on. */
async function prepareBuilder(
  source: BuildSource,
  build: ResolvedBuild,
  context: BuildContext,
): Promise<Builder | undefined> {
  const subject = source.place.definition;
  const builder = await context.load('builder', source.type, (reason) =>
    notLoaded('Failed to load source type', reason, subject),
  );
  if (builder === undefined) return undefined;
  const outcome = await configure(builder, context.configuration(source.body, undefined));
  context.report(outcome.diagnostics);
  const { prepared } = outcome;
  if (prepared === undefined) return undefined;
  context.warn(prepared.warnings, subject);
  if (prepared.error !== undefined) {
    context.reject(prepared.error, (reason) => rejectedSource(reason, subject));
    return undefined;
  }
  context.placeholders = placeholderBuildValues(build.name, prepared.generatedVariables);
  context.legacyPlaceholders = legacyPlaceholders(prepared.generatedVariables);
  return builder;
}

async function prepareProvisioners(
  uses: readonly ProvisionerUse[],
  context: BuildContext,
): Promise<readonly PreparedProvisioner[]> {
  const provisioners: PreparedProvisioner[] = [];
  for (const use of uses) {
    if (context.ended) break;
    if (leavesOut(use.filter, context.source)) continue;
    const provisioner = await prepareProvisioner(use, context);
    if (provisioner !== undefined) provisioners.push(provisioner);
  }
  return provisioners;
}

/** One build; undefined after an error, which was reported. */
async function prepareBuild(
  build: ResolvedBuild,
  context: BuildContext,
  selector: Selector,
): Promise<PreparedBuild | undefined> {
  const { source } = context;
  const builder = await prepareBuilder(source, build, context);
  if (builder === undefined) return undefined;
  const provisioners = await prepareProvisioners(build.provisioners, context);
  if (context.rejected) return undefined;
  const { errorCleanupProvisioner: cleanup } = build;
  const prepareCleanup = () => prepareProvisioners(cleanup === undefined ? [] : [cleanup], context);
  const early = context.legacy ? await prepareCleanup() : undefined;
  if (context.rejected) return undefined;
  const postProcessors = await preparePostProcessors(build.postProcessors, context, selector);
  if (context.rejected) return undefined;
  const [errorCleanupProvisioner] = early ?? (await prepareCleanup());
  if (context.rejected) return undefined;
  context.accept();
  return {
    name: context.name,
    builderType: source.type,
    builder,
    provisioners,
    errorCleanupProvisioner,
    postProcessors,
  };
}

function settingsFor(
  source: BuildSource,
  request: PrepareRequest,
  host: PrepareHost,
): BuildSettings {
  return {
    buildName: source.name,
    builderType: source.type,
    coreVersion: host.coreVersion,
    debug: request.policy.debug,
    force: request.policy.force,
    onError: request.policy.onError,
    sensitiveVariables: request.template.sensitiveVariables,
    ...request.template.legacy,
  };
}

/**
 * Phase D (template-language 7.1): selects builds, starts and prepares their components. A build with
 * errors is left out; the others can run.
 */
export async function prepareBuilds(
  request: PrepareRequest,
  host: PrepareHost,
): Promise<readonly PreparedBuild[]> {
  const { template } = request;
  if (template.builds.length === 0) {
    host.reporter.report(missingBuildBlock());
    return [];
  }
  const legacy = template.builds.some((build) =>
    build.sources.some((source) => source.body.kind === 'raw'),
  );
  const selector = createSelector(request.selection, legacy);
  if ('severity' in selector) {
    host.reporter.report(selector);
    return [];
  }
  const builds: PreparedBuild[] = [];
  for (const build of template.builds) {
    for (const source of build.sources) {
      if (!selector.takesBuild(build, source)) continue;
      if (build.problem !== undefined) {
        host.reporter.report(unstartableLegacyBuild(source.name, build.problem));
        continue;
      }
      const settings = settingsFor(source, request, host);
      const context = new BuildContext({ ...host, build, source, settings });
      const prepared = await prepareBuild(build, context, selector);
      if (prepared !== undefined) builds.push(prepared);
    }
  }
  host.reporter.report(...selector.warnings());
  return builds;
}
