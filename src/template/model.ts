import type { Range, SourceFile } from '../source/index.ts';
import type { Body, Expression } from '../syntax/index.ts';
import type { Type, Value } from '../values/index.ts';
import type { TypeDefaults } from '../eval/index.ts';

/** Where a block stands. */
export interface BlockPlace {
  /** Type and labels: what diagnostics about the block as a whole point at. */
  readonly definition: Range;
  readonly type: Range;
  readonly labels: readonly Range[];
}

/** A `validation` block of a variable. Both parts are checked when the template is loaded. */
export interface ValidationRule {
  readonly condition: Expression;
  readonly errorMessage: string;
  readonly place: BlockPlace;
}

/** An input variable, from `variable "name"` or from one argument of `variables`. */
export interface VariableBlock {
  readonly name: string;
  readonly description: string;
  /** The constraint that values are converted to; `dynamic` where anything goes. */
  readonly type: Type;
  /** What `optional(type, default)` fills in before the conversion. */
  readonly defaults: TypeDefaults | undefined;
  readonly sensitive: boolean;
  /** Absent: the variable must be set. Already converted; dynamic-unknown after a diagnostic. */
  readonly default: { readonly value: Value; readonly range: Range } | undefined;
  readonly validations: readonly ValidationRule[];
  /** The whole block, or the argument of `variables`. */
  readonly range: Range;
}

/** A local, from `local "name"` or from one argument of `locals`. */
export interface LocalBlock {
  readonly name: string;
  readonly expression: Expression;
  readonly sensitive: boolean;
  readonly range: Range;
}

/** A `data "type" "name"` block; its body waits for the plugin's schema. */
export interface DataBlock {
  readonly type: string;
  readonly name: string;
  readonly body: Body;
  readonly place: BlockPlace;
}

/**
 * A root block that is decoded after locals and data sources: `source`, `build`,
 * `hcp_packer_registry`. Its body is not expanded (`dynamic`) yet.
 */
export interface LateBlock {
  readonly kind: 'source' | 'build' | 'hcp_packer_registry';
  readonly labels: readonly string[];
  readonly body: Body;
  readonly place: BlockPlace;
}

/** One entry of `required_plugins`. */
export interface PluginRequirement {
  /** The local name. */
  readonly name: string;
  /** As written, such as `github.com/hashicorp/docker`. */
  readonly source: string;
  /** As written, such as `~> 1.2`. */
  readonly version: string;
  /** Where its object is written. */
  readonly range: Range;
  /** The definition range of the `required_plugins` block it stands in. */
  readonly block: Range;
}

/** What the files of a template declare; nothing that depends on a value is evaluated yet. */
export interface Template {
  /** The argument of the command as typed. */
  readonly path: string;
  /** True if the path is a folder: only then automatic variable files are looked for. */
  readonly folder: boolean;
  readonly files: readonly SourceFile[];
  /** In file order, duplicates of a local name included: phase B complains about them. */
  readonly requiredPlugins: readonly PluginRequirement[];
  readonly variables: readonly VariableBlock[];
  readonly data: readonly DataBlock[];
  readonly locals: readonly LocalBlock[];
  /** In document order, file by file. */
  readonly late: readonly LateBlock[];
}

/**
 * What came of loading. `template` is undefined when the files could not be found or parsed, or ask
 * for another version; the reason was reported. `files` and `contextOf`, which names the block around
 * a range, are for drawing diagnostics.
 */
export interface LoadedTemplate {
  readonly files: readonly SourceFile[];
  readonly contextOf: (subject: Range) => string;
  readonly template: Template | undefined;
}
