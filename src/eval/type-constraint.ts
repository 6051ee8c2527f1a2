import type { Diagnosed } from '../source/index.ts';
import type { Expression } from '../syntax/index.ts';
import { evaluate } from './evaluate.ts';
import { type TypeConstraint, TypeReader } from './type-reader.ts';

/**
 * Reads a type constraint (template-language 3.11). `with-defaults` allows
 * `optional(type, default)` as in variables; `plain` only `optional(type)`. After a mistake the
 * part concerned is `dynamic`.
 */
export function readTypeConstraint(
  expression: Expression,
  mode: 'plain' | 'with-defaults',
): Diagnosed<TypeConstraint> {
  const reader = new TypeReader(mode === 'plain' ? undefined : (fallback) => evaluate(fallback));
  return { value: reader.read(expression), diagnostics: reader.diagnostics };
}
