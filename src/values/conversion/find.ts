import { ok } from '../../base/index.ts';
import { nullOf } from '../construct.ts';
import { withMarks } from '../marks.ts';
import type { CollectionType, Type } from '../type.ts';
import { typeEquals } from '../type-equality.ts';
import { isPrimitive } from '../types.ts';
import { Unknown, type Value } from '../value.ts';
import type { Conversion, Converted, Rules } from './conversion.ts';
import { fillDynamic } from './dynamic-parts.ts';
import { mapToMap, mapToObject, objectToMap, objectToObject } from './mappings.ts';
import { mismatchMessage } from './mismatch.ts';
import { primitiveConversion } from './primitives.ts';
import { collectionToSequence, tupleToSequence, tupleToTuple } from './sequences.ts';
import { unifyTypes } from './unify-types.ts';
import { unknownResult } from './unknown-result.ts';
import { withoutOptional } from './without-optional.ts';

/** The rules of user-visible conversions, where what may fail is tried. */
export const unsafeRules: Rules = rules(true);

function rules(unsafe: boolean): Rules {
  const self: Rules = {
    unsafe,
    get safe() {
      return unsafe ? rules(false) : self;
    },
    mismatch: (got, want) => mismatchMessage(got, want, convertible),
    find: (from, to) => wrapped(from, to, self),
    unify: (types) => unifyTypes(types, (from, to) => self.find(from, to) !== undefined),
  };
  return self;
}

function convertible(from: Type, to: Type): boolean {
  return typeEquals(from, to) || unsafeRules.find(from, to) !== undefined;
}

/** Looks a conversion up and adds what is the same for all: marks, nulls, unknowns. */
function wrapped(from: Type, to: Type, self: Rules): Conversion | undefined {
  if (to.kind === 'dynamic') return unchanged;
  const convert = known(from, to, self);
  if (convert === undefined) return undefined;
  return (value) => {
    const result = converted(value, to, convert);
    if (!result.ok || value.marks.size === 0) return result;
    return ok(withMarks(result.value, value.marks));
  };
}

function unchanged(value: Value): Converted {
  return ok(value);
}

function converted(value: Value, to: Type, convert: Conversion): Converted {
  if (value.content !== null && !(value.content instanceof Unknown)) return convert(value);
  const target = fillDynamic(value.type, withoutOptional(to), unsafeRules.unify);
  return ok(value.content === null ? nullOf(target) : unknownResult(value, target));
}

function known(from: Type, to: Type, self: Rules): Conversion | undefined {
  if (from.kind === 'dynamic') return self.unsafe ? unchanged : undefined;
  if (isPrimitive(from) && isPrimitive(to)) {
    return typeEquals(from, to) ? unchanged : primitiveConversion(from, to, self.unsafe);
  }
  switch (to.kind) {
    case 'list':
    case 'set':
      return toSequence(from, to, self);
    case 'map':
      if (from.kind === 'map') return mapToMap(from, to, self);
      return from.kind === 'object' ? objectToMap(from, to, self) : undefined;
    case 'object':
      if (from.kind === 'object') return objectToObject(from, to, self);
      return from.kind === 'map' && self.unsafe ? mapToObject(from, to, self) : undefined;
    case 'tuple':
      return from.kind === 'tuple' ? tupleToTuple(from, to, self) : undefined;
    case 'capsule':
      return typeEquals(from, to) ? unchanged : undefined;
    default:
      return undefined;
  }
}

function toSequence(from: Type, to: CollectionType, self: Rules): Conversion | undefined {
  if (from.kind === 'tuple') return tupleToSequence(from, to, self);
  return from.kind === 'list' || from.kind === 'set'
    ? collectionToSequence(from, to, self)
    : undefined;
}
