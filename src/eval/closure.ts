import type { Expression } from '../syntax/index.ts';
import type { Value } from '../values/index.ts';
import type { Scope } from './scope.ts';

/**
 * An argument of `try` or `can`: an expression with the scope it was written in, not evaluated yet;
 * or a value, where the argument came out of an expanded one.
 */
export class ExpressionClosure {
  readonly held: Expression | Value;
  readonly scope: Scope | undefined;
  constructor(held: Expression | Value, scope: Scope | undefined) {
    this.held = held;
    this.scope = scope;
  }
}
