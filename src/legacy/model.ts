import type { Duration } from '../base/index.ts';
import type { JsonObject } from './json/json-value.ts';

/** A declared user variable. */
export interface LegacyVariable {
  readonly name: string;
  /** Empty for required variables. */
  readonly default: string;
  readonly required: boolean;
}

/** One element of `builders`. */
export interface LegacyBuilder {
  /** Raw: template calls are not rendered. Equal to the type if none is given. */
  readonly name: string;
  readonly type: string;
  /** Without `name` and `type`. */
  readonly config: JsonObject;
}

/** On which builders something runs, by raw name. At most one list is filled in a valid template. */
export interface LegacyFilter {
  readonly only: readonly string[];
  readonly except: readonly string[];
}

/** One element of `provisioners`, or the clean-up provisioner. */
export interface LegacyProvisioner {
  readonly type: string;
  readonly filter: LegacyFilter;
  /** Laid over the configuration, by raw builder name; the provisioner refuses what is no object. */
  readonly override: JsonObject;
  readonly pauseBefore: Duration;
  readonly timeout: Duration;
  /** Text with template calls; empty if not set. */
  readonly maxRetries: string;
  /** Without the keys above. */
  readonly config: JsonObject;
}

/** One element of a post-processor chain. */
export interface LegacyPostProcessor {
  /** Equal to the type if none is given. */
  readonly name: string;
  readonly type: string;
  readonly filter: LegacyFilter;
  readonly keepInputArtifact: boolean | undefined;
  /** Without the keys above. */
  readonly config: JsonObject;
}

/** A legacy JSON template as it is written; nothing is rendered. */
export interface LegacyTemplate {
  /** Absolute path; `template_dir` is its folder. */
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  readonly description: string;
  /** `min_packer_version`, empty if not set. */
  readonly minimumVersion: string;
  /** In the order of their names. */
  readonly variables: ReadonlyMap<string, LegacyVariable>;
  /** Names of declared variables, in the order of the list. */
  readonly sensitiveVariables: readonly string[];
  /** By raw name, in the order of the file. */
  readonly builders: ReadonlyMap<string, LegacyBuilder>;
  readonly provisioners: readonly LegacyProvisioner[];
  readonly cleanupProvisioner: LegacyProvisioner | undefined;
  /** Each inner list is a chain. */
  readonly postProcessors: readonly (readonly LegacyPostProcessor[])[];
}
