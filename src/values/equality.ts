import { BigFloat } from './big-float.ts';
import { childrenOf } from './children.ts';
import { excludes } from './refinement-range.ts';
import { conforms, typeEquals } from './type-equality.ts';
import { type Content, type Refinements, Unknown, type Value } from './value.ts';

/** True only if both are known and equal. */
export function definitelyEqual(a: Value, b: Value): boolean {
  return compareEqual(a, b) === true;
}

/**
 * Language equality without marks: no conversion, nulls equal one another whatever their type,
 * undefined where unknown values leave it open (template-language 3.4).
 */
export function compareEqual(a: Value, b: Value): boolean | undefined {
  if (a.content instanceof Unknown || b.content instanceof Unknown) return compareUnknown(a, b);
  if (a.content === null || b.content === null) return a.content === b.content;
  if (!hasKnownType(a) || !hasKnownType(b)) {
    return conforms(a.type, b.type) || conforms(b.type, a.type) ? undefined : false;
  }
  if (!typeEquals(a.type, b.type)) return false;
  return compareContent(a.content, b.content, a.type.kind === 'set');
}

function compareUnknown(a: Value, b: Value): boolean | undefined {
  if (a.content instanceof Unknown) {
    return b.content instanceof Unknown ? undefined : excluded(a, a.content.refinements, b);
  }
  return b.content instanceof Unknown ? excluded(b, b.content.refinements, a) : undefined;
}

function excluded(open: Value, refinements: Refinements, known: Value): false | undefined {
  if (known.content === null) return refinements.notNull === true ? false : undefined;
  return excludes(open.type, refinements, known) ? false : undefined;
}

/** False if a value of unknown type is somewhere inside. */
function hasKnownType(value: Value): boolean {
  if (value.type.kind === 'dynamic' && value.content instanceof Unknown) return false;
  for (const part of childrenOf(value)) if (!hasKnownType(part)) return false;
  return true;
}

function compareContent(a: Content, b: Content, isSet: boolean): boolean | undefined {
  if (a instanceof BigFloat && b instanceof BigFloat) return numbersEqual(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return isSet ? compareSets(a, b) : compareLists(a, b);
  if (a instanceof Map && b instanceof Map) return compareMaps(a, b);
  return a === b;
}

/** Numbers are equal if they print alike; −0 equals 0. */
export function numbersEqual(a: BigFloat, b: BigFloat): boolean {
  const x = a.toSafeInteger();
  const y = b.toSafeInteger();
  if (x !== undefined && y !== undefined) return x === y;
  if (a.compare(b) === 0 && a.precision === b.precision) return true;
  return a.negative === b.negative && a.toText() === b.toText();
}

function compareLists(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length !== b.length) return false;
  for (const [i, left] of a.entries()) {
    const right = b[i];
    const equal = right === undefined ? false : compareEqual(left, right);
    if (equal !== true) return equal;
  }
  return true;
}

function compareSets(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (![...a, ...b].every(whollyKnown)) return undefined;
  return (
    a.length === b.length && a.every((left) => b.some((right) => definitelyEqual(left, right)))
  );
}

function whollyKnown(value: Value): boolean {
  if (value.content instanceof Unknown) return false;
  for (const part of childrenOf(value)) if (!whollyKnown(part)) return false;
  return true;
}

function compareMaps(
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
): boolean | undefined {
  if (a.size !== b.size) return false;
  let open = false;
  for (const [key, left] of a) {
    const right = b.get(key);
    const equal = right === undefined ? false : compareEqual(left, right);
    if (equal === false) return false;
    if (equal === undefined) open = true;
  }
  return open ? undefined : true;
}
