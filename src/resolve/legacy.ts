import { compareText } from '../base/index.ts';
import type { ComponentKind, ComponentLookup, Data, DataMap } from '../components/index.ts';
import type {
  InitialisedTemplate,
  JsonObject,
  JsonValue,
  LegacyBuilder,
  LegacyFilter,
  LegacyPostProcessor,
  LegacyProvisioner,
  LegacyTemplate,
} from '../legacy/index.ts';
import type { Range } from '../source/index.ts';
import { nearestName } from '../syntax/index.ts';
import type { BlockPlace } from '../template/index.ts';
import { quote } from '../values/index.ts';
import type {
  PostProcessorUse,
  ProvisionerUse,
  ResolvedBuild,
  ResolvedTemplate,
  SourceFilter,
} from './model.ts';
import type { ResolveHost } from './resolve-host.ts';

const noFilter: SourceFilter = { only: [], except: [] };

/**
 * Turns a legacy template into what an HCL2 template resolves to (json-templates 7): each builder is
 * a build of its own, and only what runs for it is in it. Bodies stay raw; components render them.
 */
export async function resolveLegacyTemplate(
  initialised: InitialisedTemplate,
  host: Pick<ResolveHost, 'components'>,
): Promise<ResolvedTemplate> {
  const { template, variables, secrets } = initialised;
  const builds = await Promise.all(
    buildersOf(initialised).map((builder) =>
      new BuilderReading(builder, initialised, host.components).build(),
    ),
  );
  return {
    variables: [],
    locals: [],
    builds: builds.sort((a, b) => compareText(nameOf(a), nameOf(b))),
    registries: [],
    sensitiveVariables: [...template.sensitiveVariables].sort(compareText),
    secrets,
    consoleScope: {},
    prepareFunctions: () => Promise.resolve(),
    legacy: { templatePath: template.path, userVariables: variables },
  };
}

/** Builders whose rendered names are the same make one build: that of the last one. */
function buildersOf({ template, buildNames }: InitialisedTemplate): readonly LegacyBuilder[] {
  const builders = [...template.builders.values()];
  const byName = builders.map((each) => [buildNames.get(each.name) ?? each.name, each] as const);
  return [...new Map(byName).values()];
}

function nameOf({ sources }: ResolvedBuild): string {
  return sources[0]?.name ?? '';
}

/** Reads what one builder does and what runs along with it. */
class BuilderReading {
  readonly #builder: LegacyBuilder;
  readonly #initialised: InitialisedTemplate;
  readonly #template: LegacyTemplate;
  readonly #components: ComponentLookup;
  readonly #name: string;
  readonly #place: BlockPlace;

  constructor(
    builder: LegacyBuilder,
    initialised: InitialisedTemplate,
    components: ComponentLookup,
  ) {
    this.#builder = builder;
    this.#initialised = initialised;
    this.#template = initialised.template;
    this.#components = components;
    this.#name = initialised.buildNames.get(builder.name) ?? builder.name;
    this.#place = wholeFile(initialised.template.path);
  }

  async build(): Promise<ResolvedBuild> {
    const { type, config } = this.#builder;
    const name = this.#name;
    const provisioners = this.#template.provisioners.filter(({ filter }) => this.#takes(filter));
    const cleanup = this.#template.cleanupProvisioner;
    const chains = this.#template.postProcessors.map((chain) =>
      chain.filter(({ filter }) => this.#takes(filter)),
    );
    const problem = await this.#problem(
      cleanup ? [...provisioners, cleanup] : provisioners,
      chains.flat(),
    );
    return {
      name: '',
      description: this.#template.description,
      sources: [
        {
          type,
          name,
          localName: undefined,
          place: this.#place,
          body: { kind: 'raw', data: dataMap(config) },
        },
      ],
      sourceNames: [name],
      provisioners: provisioners.map((use) => this.#provisioner(use)),
      errorCleanupProvisioner: cleanup && this.#provisioner(cleanup),
      postProcessors: chains.map((chain) => chain.map((use) => this.#postProcessor(use))),
      place: this.#place,
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** Filters name builders as they are written, not as they are called. */
  #takes({ only, except }: LegacyFilter): boolean {
    if (only.length > 0) return only.includes(this.#builder.name);
    return !except.includes(this.#builder.name);
  }

  /** Why the build cannot even start: the first component that nobody provides. */
  async #problem(
    provisioners: readonly LegacyProvisioner[],
    postProcessors: readonly LegacyPostProcessor[],
  ): Promise<string | undefined> {
    const unknown = (kind: ComponentKind, type: string) =>
      unknownComponent(this.#components, kind, type);
    const builder = await unknown('builder', this.#builder.type);
    if (builder !== undefined) return builder;
    for (const use of provisioners) {
      const missing = await unknown('provisioner', use.type);
      if (missing !== undefined) return missing;
      const retries = this.#initialised.retries(use);
      if (!retries.ok) return retries.error;
    }
    for (const { type } of postProcessors) {
      const missing = await unknown('post-processor', type);
      if (missing !== undefined) return missing;
    }
    return undefined;
  }

  #provisioner(use: LegacyProvisioner): ProvisionerUse {
    const override = use.override.get(this.#builder.name);
    const retries = this.#initialised.retries(use);
    return {
      type: use.type,
      name: '',
      filter: noFilter,
      pauseBefore: use.pauseBefore,
      timeout: use.timeout,
      maxRetries: retries.ok ? retries.value : 0,
      continueOnError: false,
      overrides: new Map(override === undefined ? [] : [[this.#name, data(override)]]),
      place: this.#place,
      body: { kind: 'raw', data: dataMap(use.config) },
    };
  }

  #postProcessor(use: LegacyPostProcessor): PostProcessorUse {
    return {
      type: use.type,
      name: use.name,
      filter: noFilter,
      keepInputArtifact: use.keepInputArtifact,
      place: this.#place,
      body: { kind: 'raw', data: dataMap(use.config) },
    };
  }
}

/** What to say about a type that nobody provides; undefined if somebody does. */
async function unknownComponent(
  components: ComponentLookup,
  kind: ComponentKind,
  type: string,
): Promise<string | undefined> {
  if (await components.has(kind, type)) return undefined;
  const meant = nearestName(type, await components.names(kind));
  if (meant !== undefined) return `Did you mean to use ${quote(meant)}?`;
  const [prefix = ''] = type.split('-');
  return (
    `The ${kind} ${type} is unknown by Packer, and is likely part of a plugin that is not installed.\n` +
    'You may find the needed plugin along with installation instructions documented on the Packer integrations page.\n\n' +
    `https://developer.hashicorp.com/packer/integrations?filter=${prefix}`
  );
}

function wholeFile(filename: string): BlockPlace {
  const start = { line: 1, column: 1, byte: 0 };
  const range: Range = { filename, start, end: start };
  return { definition: range, type: range, labels: [] };
}

function dataMap(object: JsonObject): DataMap {
  return new Map([...object].map(([key, value]) => [key, data(value)]));
}

function data(value: JsonValue): Data {
  if (Array.isArray(value)) return value.map(data);
  return value instanceof Map ? dataMap(value) : plain(value);
}

function plain(value: JsonValue): Data {
  return typeof value === 'object' ? null : value;
}
