import type { Platform } from '../platform/index.ts';
import type { Range, Reporter, SourceFile } from '../source/index.ts';
import type { Template } from '../template/index.ts';
import type { Value } from '../values/index.ts';

/** What the command line says about input variables. */
export interface InputRequest {
  /** `-var-file`, in order. */
  readonly variableFiles: readonly string[];
  /** `-var name=value`, in order. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Warn about names in variable files that the template does not declare. */
  readonly warnOnUndeclared: boolean;
}

/** Where a value came from; the last one in this order wins. */
export type InputOrigin = 'default' | 'env' | 'varfile' | 'cmd';

/** A value that was given to a variable. */
export interface InputValue {
  readonly origin: InputOrigin;
  readonly value: Value;
  /** Where it was written; undefined for literal text from the environment or the command line. */
  readonly range: Range | undefined;
}

/** The effective value of each variable that has one, and the variable files, for drawing diagnostics. */
export interface Inputs {
  readonly values: ReadonlyMap<string, InputValue>;
  readonly files: readonly SourceFile[];
}

/** Collects the values of input variables (template-language 6.2): the last part of phase A. */
export async function gatherInputs(
  template: Template,
  request: InputRequest,
  platform: Pick<Platform, 'files' | 'environment'>,
  reporter: Reporter,
): Promise<Inputs> {
  throw new Error('not built yet');
}
