import { ok } from '../../base/index.ts';
import type { PathStep } from '../children.ts';
import { nullOf, unknown } from '../construct.ts';
import { withMarks } from '../marks.ts';
import type { Type } from '../type.ts';
import { typeEquals } from '../type-equality.ts';
import { Unknown, type Value } from '../value.ts';
import { type Conversion, type Converted, inside, mistake, type Rules } from './conversion.ts';

/** One part of the source and the conversion it needs; none where the type is right already. */
export interface Part {
  readonly step: PathStep;
  readonly value: Value;
  readonly convert: Conversion | undefined;
}

/** Converts all parts; the first failure ends it. */
export function convertParts(parts: Iterable<Part>): Converted<Value[]> {
  const values: Value[] = [];
  for (const { step, value, convert } of parts) {
    if (convert === undefined) {
      values.push(value);
      continue;
    }
    const converted = convert(value);
    if (!converted.ok) return inside(step, converted.error);
    values.push(converted.value);
  }
  return ok(values);
}

/** Elements of one type, and that type. */
export interface Uniform {
  readonly element: Type;
  readonly values: readonly Value[];
}

/**
 * Brings converted elements to one type, where `any` inside the wanted type left them different.
 * Without rules they must be of one type already.
 */
export function uniform(
  values: readonly Value[],
  rules: Rules | undefined,
  mismatch: string,
): Converted<Uniform> {
  const same = commonType(values);
  if (same !== undefined) return ok({ element: same, values: values.map((v) => retype(v, same)) });
  if (rules === undefined) return mistake(mismatch);
  const target = rules.unify(values.map((value) => value.type));
  if (target === undefined) return mistake('cannot find a common base type for all elements');
  const parts = values.map((value, step) => ({
    step,
    value,
    convert: typeEquals(value.type, target) ? undefined : rules.find(value.type, target),
  }));
  const converted = convertParts(parts);
  if (!converted.ok) return converted;
  const element = commonType(converted.value);
  return element === undefined ? mistake(mismatch) : ok({ element, values: converted.value });
}

/** The type all values have, disregarding those of unknown type. */
function commonType(values: readonly Value[]): Type | undefined {
  let common: Type = { kind: 'dynamic' };
  for (const { type } of values) {
    if (common.kind === 'dynamic') common = type;
    else if (type.kind !== 'dynamic' && !typeEquals(common, type)) return undefined;
  }
  return common;
}

/** Gives an untyped null or unknown the type of its neighbours. */
function retype(value: Value, type: Type): Value {
  if (value.type.kind !== 'dynamic' || type.kind === 'dynamic') return value;
  const typed = value.content instanceof Unknown ? unknown(type) : nullOf(type);
  return withMarks(typed, value.marks);
}
