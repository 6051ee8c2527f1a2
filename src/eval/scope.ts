import type { Value } from '../values/index.ts';
import type { FunctionSpec } from './function-spec.ts';

/** Finds things by name; a `Map` is one. `keys` serves "Did you mean". */
export interface NameLookup<T> {
  get(name: string): T | undefined;
  keys(): Iterable<string>;
}

/**
 * What names mean where an expression stands. Inner scopes hide names of outer ones. A scope without
 * `variables` or `functions` has no such table; if no scope up to the outermost has one, using a
 * variable or calling a function is a mistake of its own.
 */
export interface Scope {
  readonly variables?: NameLookup<Value>;
  readonly functions?: NameLookup<FunctionSpec>;
  readonly parent?: Scope;
}

/** The functions of the innermost scope that has the name. */
export function findFunction(scope: Scope | undefined, name: string): FunctionSpec | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const found = at.functions?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
