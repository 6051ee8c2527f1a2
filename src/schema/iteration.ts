import type { Scope } from '../eval/index.ts';
import { object, type Value } from '../values/index.ts';

/** One turn of a `dynamic` block: what its iterator and those of the blocks around it stand for. */
export interface Iteration {
  readonly name: string;
  readonly key: Value;
  readonly value: Value;
  readonly outer: Iteration | undefined;
}

/** The scope plus every iterator that is visible in this turn; inner ones hide outer ones. */
export function iterationScope(iteration: Iteration, scope: Scope | undefined): Scope {
  const variables = new Map<string, Value>();
  for (let turn: Iteration | undefined = iteration; turn !== undefined; turn = turn.outer) {
    if (variables.has(turn.name)) continue;
    const each: readonly (readonly [string, Value])[] = [
      ['key', turn.key],
      ['value', turn.value],
    ];
    variables.set(turn.name, object(each));
  }
  return scope === undefined ? { variables } : { variables, parent: scope };
}
