import type { Result } from '../base/index.ts';
import type { TemplateValue } from './value.ts';

/** What a function accepts in one place; `any` takes everything, nil included. */
export type Parameter = 'string' | 'int' | 'bool' | 'any';

/** A function that templates may call. */
export interface TemplateFunction {
  readonly parameters: readonly Parameter[];
  /** Type of any number of further arguments. */
  readonly variadic?: Parameter;
  /** Gets arguments of the declared types. A failure becomes `error calling <name>: <failure>`. */
  call(...args: readonly TemplateValue[]): Result<TemplateValue, string>;
}

/** Functions by name, on top of Go's own. */
export type FunctionTable = ReadonlyMap<string, TemplateFunction>;
