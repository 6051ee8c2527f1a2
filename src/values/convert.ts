import { failed, ok, type Result } from '../base/index.ts';
import { nullOf, string } from './construct.ts';
import { typeEquals } from './type-equality.ts';
import { constraintName } from './type-names.ts';
import { BigFloat } from './big-float.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/**
 * Converts a value as users see it (template-language 3.5), unsafe conversions included. The error is
 * the message alone: `a number is required`. Optional attributes of the wanted type may be missing.
 */
export function convert(value: Value, wanted: Type): Result<Value, string> {
  if (wanted.kind === 'dynamic' || typeEquals(value.type, wanted)) return ok(value);
  if (value.content === null) return ok(nullOf(wanted));
  if (wanted.kind === 'string' && value.content instanceof BigFloat) {
    return ok(string(value.content.toText()));
  }
  return failed(`${constraintName(wanted)} required`);
}
