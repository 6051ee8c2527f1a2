import type { Diagnosed, Range } from '../source/index.ts';
import type { Expression, Traversal } from './nodes.ts';

/** A call that is read without being evaluated. */
export interface StaticCall {
  readonly name: string;
  readonly nameRange: Range;
  /** From the opening to the closing parenthesis. */
  readonly argumentsRange: Range;
  readonly arguments: readonly Expression[];
}

/** One entry of a map that is read without being evaluated. */
export interface StaticMapEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** The bare word the expression is (`true`, `false`, `null` included). A JSON string is read as native syntax. */
export function keywordOf(_expression: Expression): string | undefined {
  throw new Error('soon');
}

/** The expression as a reference. A JSON string is read as native syntax. */
export function traversalOf(_expression: Expression): Diagnosed<Traversal | undefined> {
  throw new Error('soon');
}

/** The items of a tuple constructor or JSON array. */
export function staticList(_expression: Expression): Diagnosed<readonly Expression[] | undefined> {
  throw new Error('soon');
}

/** The entries of an object constructor or JSON object. */
export function staticMap(
  _expression: Expression,
): Diagnosed<readonly StaticMapEntry[] | undefined> {
  throw new Error('soon');
}

/** The call the expression is. A JSON string is read as native syntax. */
export function staticCall(_expression: Expression): Diagnosed<StaticCall | undefined> {
  throw new Error('soon');
}

/** Where an expression begins to be itself, for messages that point at its head. */
export function startRange(_expression: Expression): Range {
  throw new Error('soon');
}
