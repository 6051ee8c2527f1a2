import type { Diagnosed } from '../source/index.ts';
import type { Expression } from '../syntax/index.ts';
import { dynamicUnknown, type Value } from '../values/index.ts';
import type { Scope } from './scope.ts';

/**
 * What an expression is worth in a scope. Never throws. After errors the value is what could still be
 * said, unknown at worst. Without a scope, JSON strings are literal text.
 */
export function evaluate(_expression: Expression, _scope?: Scope): Diagnosed<Value> {
  return { value: dynamicUnknown, diagnostics: [] };
}
