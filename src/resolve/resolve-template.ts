import { compareText } from '../base/index.ts';
import { expandDynamic } from '../schema/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { LateBlock, Template } from '../template/index.ts';
import { object, unknown } from '../values/index.ts';
import { type DecodedBuild, readBuild } from './build-block.ts';
import { checkVariables } from './check-variables.ts';
import { evaluateByGraph } from './evaluate-graph.ts';
import { evaluateInSequence } from './evaluate-sequence.ts';
import { Evaluator } from './evaluator.ts';
import { templateFunctions } from './functions.ts';
import type { Inputs } from './inputs.ts';
import { KnownComponents } from './known-components.ts';
import type {
  RegistryBlock,
  ResolvedBuild,
  ResolvedLocal,
  ResolvedTemplate,
  ResolvedVariable,
} from './model.ts';
import { onlyOneBlock } from './only-one-block.ts';
import { readRegistry } from './registry-block.ts';
import type { ResolveHost, ResolvePolicy } from './resolve-host.ts';
import { rootFolder } from './root-folder.ts';
import { Sensitivity } from './sensitivity.ts';
import { Sources } from './sources.ts';
import { Universe } from './universe.ts';

/**
 * Phase C (template-language 6.1): checks variables, evaluates locals and data sources, decodes
 * sources and builds and looks up their components. Reports everything that is wrong and returns
 * what it could make of it; `build` and `validate` then stop, `inspect` and `console` go on.
 */
export async function resolveTemplate(
  template: Template,
  inputs: Inputs,
  policy: ResolvePolicy,
  host: ResolveHost,
): Promise<ResolvedTemplate> {
  const report = (...diagnostics: readonly Diagnostic[]) => host.reporter.report(...diagnostics);
  report(...(await checkVariables(template, inputs, host.platform)));
  const variables = resolvedVariables(template, inputs);
  const root = rootFolder(template.path, template.folder);
  const functions = await templateFunctions(host.platform, root, template);
  const sensitivity = new Sensitivity(host.noteEncodedSecret);
  const universe = new Universe({
    variables: object(
      variables.map((each) => [each.name, sensitivity.declared(each.value, each)] as const),
    ),
    cwd: slashed(host.platform.environment.cwd),
    root: slashed(root),
    coreVersion: host.coreVersion,
    functions: sensitivity.watching(functions),
  });
  const evaluator = new Evaluator({ universe, sensitivity, policy, host });
  const evaluateAll = policy.sequential ? evaluateInSequence : evaluateByGraph;
  report(...(await evaluateAll(template, evaluator)));
  const locals = resolvedLocals(template, universe);
  const late = new LateReading(universe);
  for (const block of template.late) late.add(block);
  report(...late.diagnostics);
  const builds = resolvedBuilds(
    late,
    await KnownComponents.ask(host.components, late.builds),
    universe,
    report,
  );
  return {
    variables,
    locals,
    builds,
    registries: late.registries,
    sensitiveVariables: variables
      .filter(({ sensitive }) => sensitive)
      .map(({ name }) => name)
      .sort(compareText),
    secrets: sensitivity.texts,
    consoleScope: universe.consoleScope,
    prepareFunctions: (...texts) => functions.prepare(...texts),
  };
}

function resolvedVariables(template: Template, { values }: Inputs): readonly ResolvedVariable[] {
  return template.variables.map(({ name, type, sensitive }) => ({
    name,
    type,
    sensitive,
    value: values.get(name)?.value ?? unknown(type),
  }));
}

const slashed = (path: string): string => path.replaceAll('\\', '/');

function resolvedLocals({ locals }: Template, universe: Universe): readonly ResolvedLocal[] {
  return locals.flatMap(({ name, sensitive }) => {
    const value = universe.local(name);
    return value === undefined ? [] : [{ name, value, sensitive }];
  });
}

/** `source`, `build` and `hcp_packer_registry` blocks, decoded in document order. */
class LateReading {
  readonly sources = new Sources();
  readonly builds: DecodedBuild[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly registries: RegistryBlock[] = [];
  readonly #universe: Universe;

  constructor(universe: Universe) {
    this.#universe = universe;
  }

  add(block: LateBlock): void {
    const { place } = block;
    const body = expandDynamic(block.body, this.#universe.scope);
    const [type = '', name = ''] = block.labels;
    switch (block.kind) {
      case 'source':
        this.diagnostics.push(...this.sources.add({ type, name, body, place }));
        break;
      case 'build': {
        const { value, diagnostics } = readBuild(body, place, this.#universe);
        this.diagnostics.push(...diagnostics);
        if (value === undefined) break;
        this.builds.push(value);
        if (value.registry !== undefined) this.registries.push(value.registry);
        break;
      }
      case 'hcp_packer_registry': {
        if (this.registries.some(({ inBuild }) => !inBuild)) {
          this.diagnostics.push(onlyOneBlock(block.kind, place.definition));
          break;
        }
        const scope = this.#universe.scope;
        const at = { range: place.definition, inBuild: false };
        const { value, diagnostics } = readRegistry(body, at, scope);
        this.diagnostics.push(...diagnostics);
        if (value !== undefined) this.registries.push(value);
        break;
      }
    }
  }
}

function resolvedBuilds(
  { sources, builds }: LateReading,
  known: KnownComponents,
  universe: Universe,
  report: (...diagnostics: readonly Diagnostic[]) => void,
): readonly ResolvedBuild[] {
  return builds.map((build) => {
    const diagnostics: Diagnostic[] = [];
    const resolved = sources.resolve(build, known, universe, diagnostics);
    report(...diagnostics, ...known.checkBlocks(build));
    const { name, description, provisioners, errorCleanupProvisioner, postProcessors } = build;
    return {
      name,
      description,
      sources: resolved,
      sourceNames: build.sources.map(
        ({ type, name: label, localName }) => `${type}.${localName ?? label}`,
      ),
      provisioners,
      errorCleanupProvisioner,
      postProcessors,
      place: build.place,
    };
  });
}
