import type { Duration } from '../base/index.ts';
import type { ComponentSchema, Data, DataMap } from '../components/index.ts';
import type { Scope } from '../eval/index.ts';
import type { Diagnosed, Range } from '../source/index.ts';
import type { BlockPlace } from '../template/index.ts';
import type { Type, Value } from '../values/index.ts';

/** An input variable and what it is worth. Unset: unknown of its type. */
export interface ResolvedVariable {
  readonly name: string;
  readonly type: Type;
  readonly value: Value;
  readonly sensitive: boolean;
}

/** A local and what it is worth. */
export interface ResolvedLocal {
  readonly name: string;
  readonly value: Value;
  readonly sensitive: boolean;
}

/** What a component's body can see besides `var`, `local`, `data`, `path` and `packer`. */
export interface BodyScope {
  /** `source.type` and `source.name` (the local name if renamed). */
  readonly source: { readonly type: string; readonly name: string };
  /**
   * The attributes of `build`; see `placeholderBuildValues` and `realBuildValues`. Absent for
   * builders: any `build.x` is then an error.
   */
  readonly build?: ReadonlyMap<string, Value>;
}

/**
 * A component's body from HCL2, meta-arguments taken out, `dynamic` expanded, bodies of nested
 * `source` blocks merged in. It is decoded once the schema is known and as often as needed, because
 * `build.*` gets its real values only at run time (plugin-protocol 6.5).
 */
export interface DeferredBody {
  readonly kind: 'hcl';
  /**
   * One object value that follows the schema completely, unknown leaves replaced by placeholders
   * (plugin-protocol 6.2): ready to be sent. Pure; after errors the value must not be used.
   */
  decode(schema: ComponentSchema, scope: BodyScope): Diagnosed<Value>;
  /** Where a missing argument would have to be added. */
  readonly missingItemRange: Range;
}

/** A component's body from a legacy JSON template: plain data, interpolated by the component. */
export interface RawBody {
  readonly kind: 'raw';
  readonly data: DataMap;
}

/** The configuration of a component as far as it can be known before the component is. */
export type ComponentBody = DeferredBody | RawBody;

/** A source that a build uses. */
export interface BuildSource {
  /** The builder's type. */
  readonly type: string;
  /** The label of the `source` block: `packer_build_name`. */
  readonly name: string;
  /** The `name` of the nested `source` block, if it renames the source for this build. */
  readonly localName: string | undefined;
  /** Where the `source` block stands; diagnostics of the builder point at its definition. */
  readonly place: BlockPlace;
  readonly body: ComponentBody;
}

/** On which sources of the build a provisioner or post-processor runs: `type.name`, exact. */
export interface SourceFilter {
  readonly only: readonly string[];
  readonly except: readonly string[];
}

/** A `provisioner` or `error-cleanup-provisioner` block. */
export interface ProvisionerUse {
  readonly type: string;
  /** Empty if not set. */
  readonly name: string;
  readonly filter: SourceFilter;
  /** Zero if not set. */
  readonly pauseBefore: Duration;
  /** Zero if not set. */
  readonly timeout: Duration;
  readonly maxRetries: number;
  readonly continueOnError: boolean;
  /** By source name (local name if renamed): data laid over the body. */
  readonly overrides: ReadonlyMap<string, Data>;
  readonly place: BlockPlace;
  readonly body: ComponentBody;
}

/** A `post-processor` block. */
export interface PostProcessorUse {
  readonly type: string;
  /** Empty if not set. */
  readonly name: string;
  readonly filter: SourceFilter;
  readonly keepInputArtifact: boolean | undefined;
  readonly place: BlockPlace;
  readonly body: ComponentBody;
}

/** A `build` block. */
export interface ResolvedBuild {
  /** Empty if not set. */
  readonly name: string;
  readonly description: string;
  /** Those that exist. */
  readonly sources: readonly BuildSource[];
  /** Every source as `type.name` (local name if renamed), also those that do not exist. */
  readonly sourceNames: readonly string[];
  readonly provisioners: readonly ProvisionerUse[];
  readonly errorCleanupProvisioner: ProvisionerUse | undefined;
  /** Each sequence is a chain; a lone `post-processor` is a chain of one. */
  readonly postProcessors: readonly (readonly PostProcessorUse[])[];
  readonly place: BlockPlace;
  /** Legacy templates: why the build cannot be started at all, such as an unknown component. */
  readonly problem?: string;
}

/** What components of a legacy template get to know besides their configuration. */
export interface LegacySettings {
  readonly templatePath: string;
  readonly userVariables: ReadonlyMap<string, string>;
}

/** An `hcp_packer_registry` block; in a build it is deprecated. */
export interface RegistryBlock {
  readonly range: Range;
  readonly inBuild: boolean;
  readonly bucketName: string;
  readonly description: string;
  readonly bucketLabels: ReadonlyMap<string, string>;
  readonly buildLabels: ReadonlyMap<string, string>;
  readonly channels: readonly string[];
}

/** What every name of a template is worth, and the builds that come of it. */
export interface ResolvedTemplate {
  /** In declaration order. */
  readonly variables: readonly ResolvedVariable[];
  /** Those that could be evaluated, in declaration order. */
  readonly locals: readonly ResolvedLocal[];
  /** Blocks with errors are left out; the errors were reported. */
  readonly builds: readonly ResolvedBuild[];
  /** In document order, at most one of each build and one outside; only one of all can be used. */
  readonly registries: readonly RegistryBlock[];
  /** Names of sensitive variables, sorted (`packer_sensitive_variables`). */
  readonly sensitiveVariables: readonly string[];
  /** Texts to be hidden in every output; not yet split into lines (template-language 6.8). */
  readonly secrets: readonly string[];
  /** What a console expression can see: `var`, `local`, `path`, `packer`; no `data`. */
  readonly consoleScope: Scope;
  /** To be called with an expression's text before it is evaluated in `consoleScope`. */
  prepareFunctions(...texts: readonly string[]): Promise<void>;
  /** Set for legacy templates only. */
  readonly legacy?: LegacySettings;
}
