import type { Expression } from '../syntax/index.ts';
import type { Scope } from './scope.ts';

/** An unevaluated argument together with the scope it was written in; what `try` and `can` receive. */
export class ExpressionClosure {
  readonly expression: Expression;
  readonly scope: Scope | undefined;
  constructor(expression: Expression, scope: Scope | undefined) {
    this.expression = expression;
    this.scope = scope;
  }
}
