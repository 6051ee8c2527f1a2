import { bool, unknown } from './construct.ts';
import { compareEqual } from './equality.ts';
import { marksDeep, withMarks } from './marks.ts';
import { boolType } from './types.ts';
import type { Value } from './value.ts';

/** `a == b` of the language: a bool, or an unknown one that is not null. Marks of both ride along. */
export function equals(a: Value, b: Value): Value {
  const equal = compareEqual(a, b);
  const result = equal === undefined ? unknown(boolType, { notNull: true }) : bool(equal);
  return withMarks(withMarks(result, marksDeep(a)), marksDeep(b));
}
