import { composed } from '../base/index.ts';
import { BigFloat } from './big-float.ts';
import { distinct } from './set-order.ts';
import { sortedMap } from './text-order.ts';
import type { CapsuleType, Type } from './type.ts';
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  setOf,
  stringType,
  tupleOf,
} from './types.ts';
import { Capsule, type Mark, type Refinements, Unknown, Value } from './value.ts';
import { unmarkDeep, withMarks } from './marks.ts';

const none: ReadonlySet<Mark> = new Set();
const unrefined = new Unknown();
const yes = new Value(boolType, true, none);
const no = new Value(boolType, false, none);

/** Text, put into NFC. */
export function string(text: string): Value {
  return new Value(stringType, composed(text), none);
}

/** A number. JavaScript numbers and bigints get the precision of a literal (512 bits); no NaN. */
export function number(value: BigFloat | number | bigint): Value {
  if (value instanceof BigFloat) return new Value(numberType, value, none);
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) {
    return new Value(numberType, BigFloat.fromInteger(value), none);
  }
  const exact = BigFloat.fromFloat64(value);
  if (exact === undefined) throw new Error('there is no number for NaN');
  return new Value(numberType, exact.withPrecision(512), none);
}

/** A whole number as functions make them: 64 bits of precision, which its quotients show. */
export function integer(value: number | bigint): Value {
  return new Value(numberType, BigFloat.fromInt64(value), none);
}

/** `true` or `false`. */
export function bool(value: boolean): Value {
  return value ? yes : no;
}

/** Null of a type; of `dynamicType`, the null that is written `null`. */
export function nullOf(type: Type): Value {
  return new Value(type, null, none);
}

/** A value of the type that is not available yet. Unknowns of `dynamicType` have no refinements. */
export function unknown(type: Type, refinements?: Refinements): Value {
  if (refinements === undefined || type.kind === 'dynamic') return new Value(type, unrefined, none);
  return new Value(type, new Unknown(refinements), none);
}

/** A list. The elements must be of the element type. */
export function list(element: Type, elements: readonly Value[]): Value {
  return new Value(listOf(element), elements, none);
}

/** A set: duplicates drop, first one kept. Marks of the elements move to the set. */
export function set(element: Type, elements: Iterable<Value>): Value {
  const marks = new Set<Mark>();
  const bare: Value[] = [];
  for (const each of elements) {
    const plain = unmarkDeep(each);
    for (const mark of plain.marks) marks.add(mark);
    bare.push(plain.value);
  }
  return withMarks(new Value(setOf(element), distinct(element, bare), none), marks);
}

/** A map. Keys are put into NFC and byte order; of equal keys the last one wins. */
export function map(element: Type, entries: Iterable<readonly [string, Value]>): Value {
  return new Value(mapOf(element), sortedMap(entries), none);
}

/** A tuple of anything. */
export function tuple(elements: readonly Value[]): Value {
  return new Value(tupleOf(elements.map((each) => each.type)), elements, none);
}

/** An object. Names are put into NFC and byte order; of equal names the last one wins. */
export function object(entries: Iterable<readonly [string, Value]>): Value {
  const attributes = sortedMap(entries);
  const types = new Map<string, Type>();
  for (const [name, value] of attributes) types.set(name, value.type);
  return new Value({ kind: 'object', attributes: types, optional: noNames }, attributes, none);
}

const noNames: ReadonlySet<string> = new Set();

/** Something only a function looks into. */
export function capsule(type: CapsuleType, held: unknown): Value {
  return new Value(type, new Capsule(held), none);
}

/** The value nothing is known about, not even its type. */
export const dynamicUnknown: Value = unknown(dynamicType);

/** The null that is written `null`. */
export const dynamicNull: Value = nullOf(dynamicType);
