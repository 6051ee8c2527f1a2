import { failed, ok, type Result } from '../../base/index.ts';
import { dynamicUnknown } from '../construct.ts';
import { withMarks } from '../marks.ts';
import type { Type } from '../type.ts';
import { typeEquals } from '../type-equality.ts';
import type { Value } from '../value.ts';
import { type Converted, mistake } from './conversion.ts';
import { unsafeRules } from './find.ts';

/**
 * Converts a value as users see it (template-language 3.5), unsafe conversions included. The error is
 * the message alone: `a number is required`. Optional attributes of the wanted type may be missing.
 */
export function convert(value: Value, wanted: Type): Result<Value, string> {
  const result = convertAt(value, wanted);
  return result.ok ? result : failed(result.error.message);
}

/** Like `convert`; the failure also says where in the value it is. */
export function convertAt(value: Value, wanted: Type): Converted {
  if (wanted.kind === 'dynamic' || typeEquals(value.type, wanted)) return ok(value);
  const conversion = unsafeRules.find(value.type, wanted);
  if (conversion === undefined) return mistake(unsafeRules.mismatch(value.type, wanted));
  return conversion(value);
}

/** The type that all the types convert to (template-language 3.7); undefined if there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  return unsafeRules.unify(types);
}

/**
 * Converts a value to a type that `unify` found. Where some of the unified types were not known,
 * the result is unknown.
 */
export function convertToUnified(value: Value, unified: Type): Result<Value, string> {
  if (unified.kind !== 'dynamic' || value.type.kind === 'dynamic') return convert(value, unified);
  return ok(withMarks(dynamicUnknown, value.marks));
}
