import { BigFloat } from './big-float.ts';
import { childrenOf } from './children.ts';
import { Capsule, Unknown, type Value } from './value.ts';

/** True unless the value itself is unknown; parts of it may be. Null is known. */
export function isKnown(value: Value): boolean {
  return !(value.content instanceof Unknown);
}

/** True if neither the value nor any part of it is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (value.content instanceof Unknown) return false;
  for (const part of childrenOf(value)) if (!isWhollyKnown(part)) return false;
  return true;
}

/** True for a known null. */
export function isNull(value: Value): boolean {
  return value.content === null;
}

/** True for the known value `true`. */
export function isTrue(value: Value): boolean {
  return value.content === true;
}

/** True for the known value `false`. */
export function isFalse(value: Value): boolean {
  return value.content === false;
}

/** True for the value nothing is known about. */
export function isDynamicUnknown(value: Value): boolean {
  return value.type.kind === 'dynamic' && value.content instanceof Unknown;
}

/** The text of a known, non-null string. Check before you ask. */
export function asString(value: Value): string {
  if (typeof value.content === 'string') return value.content;
  throw new Error(`a string was expected, not ${value.type.kind}`);
}

/** The number of a known, non-null number. Check before you ask. */
export function asNumber(value: Value): BigFloat {
  if (value.content instanceof BigFloat) return value.content;
  throw new Error(`a number was expected, not ${value.type.kind}`);
}

/** The boolean of a known, non-null bool. Check before you ask. */
export function asBool(value: Value): boolean {
  if (typeof value.content === 'boolean') return value.content;
  throw new Error(`a bool was expected, not ${value.type.kind}`);
}

/** The elements of a known, non-null list, set or tuple, in iteration order. Check before you ask. */
export function asElements(value: Value): readonly Value[] {
  if (Array.isArray(value.content)) return value.content;
  throw new Error(`a sequence was expected, not ${value.type.kind}`);
}

/** The entries of a known, non-null map or object, in key order. Check before you ask. */
export function asEntries(value: Value): ReadonlyMap<string, Value> {
  if (value.content instanceof Map) return value.content;
  throw new Error(`a map or an object was expected, not ${value.type.kind}`);
}

/** What a capsule holds. Check before you ask. */
export function asHeld(value: Value): unknown {
  if (value.content instanceof Capsule) return value.content.held;
  throw new Error(`a capsule was expected, not ${value.type.kind}`);
}
