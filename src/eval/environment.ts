import type { Diagnosed, Diagnostic } from '../source/index.ts';
import type { Expression, SplatItemNode } from '../syntax/index.ts';
import { dynamicUnknown, type Value } from '../values/index.ts';
import type { NameLookup, Scope } from './scope.ts';

/** What an expression came to. */
export type Outcome = Diagnosed<Value>;

/** The element a splat is at. */
export interface SplatItem {
  readonly node: SplatItemNode;
  readonly value: Value;
  readonly outer: SplatItem | undefined;
}

/** Evaluates any expression; handed down so that the families of expressions need not know one another. */
export type Evaluate = (expression: Expression, environment: Environment) => Outcome;

/** Where an expression is evaluated: names, and the elements of the splats around it. */
export class Environment {
  readonly scope: Scope | undefined;
  readonly item: SplatItem | undefined;
  readonly #evaluate: Evaluate;

  constructor(evaluate: Evaluate, scope: Scope | undefined, item?: SplatItem) {
    this.#evaluate = evaluate;
    this.scope = scope;
    this.item = item;
  }

  /** What a part of the expression is worth here. */
  evaluate(expression: Expression): Outcome {
    return this.#evaluate(expression, this);
  }

  /** The same place with names that hide those outside. */
  withVariables(variables: NameLookup<Value>): Environment {
    const scope = this.scope === undefined ? { variables } : { variables, parent: this.scope };
    return new Environment(this.#evaluate, scope, this.item);
  }

  /** The same place, at one element of a splat. */
  withItem(node: SplatItemNode, value: Value): Environment {
    return new Environment(this.#evaluate, this.scope, { node, value, outer: this.item });
  }
}

/** The diagnostics of everything that went well. */
export const nothingWrong: readonly Diagnostic[] = [];

/** A value and nothing to say about it. */
export function worth(value: Value): Outcome {
  return { value, diagnostics: nothingWrong };
}

/** A mistake that leaves nothing known. */
export function lost(...diagnostics: readonly Diagnostic[]): Outcome {
  return { value: dynamicUnknown, diagnostics };
}

/** Adds the diagnostics of one more step. Mostly there are none, so that is what takes no time. */
export function addTo(diagnostics: Diagnostic[], more: readonly Diagnostic[]): void {
  if (more.length > 0) for (const each of more) diagnostics.push(each);
}

/** A value with the diagnostics of several steps, in their order. */
export function gathered(value: Value, ...lists: readonly (readonly Diagnostic[])[]): Outcome {
  return { value, diagnostics: joined(...lists) };
}

/** Diagnostics of several steps in their order, without copying where there is just one list. */
export function joined(...lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  let result = nothingWrong;
  for (const list of lists) {
    if (list.length === 0) continue;
    result = result.length === 0 ? list : [...result, ...list];
  }
  return result;
}
