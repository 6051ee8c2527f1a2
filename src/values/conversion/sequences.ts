import { ok } from '../../base/index.ts';
import { asElements, isWhollyKnown } from '../inspect.ts';
import { list, set, tuple, unknown } from '../construct.ts';
import type { CollectionType, TupleType, Type } from '../type.ts';
import { typeEquals } from '../type-equality.ts';
import { listOf } from '../types.ts';
import type { Value } from '../value.ts';
import type { Conversion, Converted, Rules } from './conversion.ts';
import { convertParts, uniform } from './elements.ts';
import { withoutOptional } from './without-optional.ts';

/** List or set to list or set, element by element. List to set is unsafe: it drops duplicates. */
export function collectionToSequence(
  from: CollectionType,
  to: CollectionType,
  rules: Rules,
): Conversion | undefined {
  if (from.kind === 'map') return undefined;
  if (from.kind === 'list' && to.kind === 'set' && !rules.unsafe) return undefined;
  let convert: Conversion | undefined;
  if (!typeEquals(from.element, to.element)) {
    convert = rules.find(from.element, to.element);
    if (convert === undefined) return undefined;
  }
  return (value) => {
    const elements = asElements(value);
    if (from.kind === 'set' && to.kind === 'list' && isLengthOpen(elements)) {
      return ok(unknown(listOf(from.element)));
    }
    const parts = elements.map((each, step) => ({ step, value: each, convert }));
    const empty = to.element.kind === 'dynamic' ? from.element : to.element;
    return sequence(to.kind, empty, convertParts(parts), undefined);
  };
}

/** True if elements of a set may turn out to be the same. */
function isLengthOpen(elements: readonly Value[]): boolean {
  return elements.length > 1 && !elements.every(isWhollyKnown);
}

/** Tuple to list or set. With `any` as element type, the elements decide. */
export function tupleToSequence(
  from: TupleType,
  to: CollectionType,
  rules: Rules,
): Conversion | undefined {
  const target = elementType(from.elements, to.element, rules);
  if (target === undefined) return undefined;
  const conversions = elementConversions(from.elements, target, rules);
  if (conversions === undefined) return undefined;
  return (value) => {
    const parts = asElements(value).map((each, step) => ({
      step,
      value: each,
      convert: conversions[step],
    }));
    // Only lists unify what `any` inside the element type left different.
    const unifying = to.kind === 'list' ? rules : undefined;
    return sequence(to.kind, target, convertParts(parts), unifying);
  };
}

function elementType(types: readonly Type[], wanted: Type, rules: Rules): Type | undefined {
  if (wanted.kind !== 'dynamic' || types.length === 0) return wanted;
  const unified = rules.unify(types);
  const open = unified?.kind === 'dynamic' && types.some(({ kind }) => kind !== 'dynamic');
  return open ? undefined : unified;
}

function elementConversions(
  types: readonly Type[],
  target: Type,
  rules: Rules,
): readonly (Conversion | undefined)[] | undefined {
  const conversions: (Conversion | undefined)[] = [];
  let last: { readonly type: Type; readonly conversion: Conversion | undefined } | undefined;
  for (const type of types) {
    if (last === undefined || last.type !== type) {
      const same = typeEquals(type, target);
      const conversion = same ? undefined : rules.find(type, target);
      if (!same && conversion === undefined) return undefined;
      last = { type, conversion };
    }
    conversions.push(last.conversion);
  }
  return conversions;
}

function sequence(
  kind: CollectionType['kind'],
  emptyElement: Type,
  converted: Converted<Value[]>,
  rules: Rules | undefined,
): Converted {
  if (!converted.ok) return converted;
  const make = kind === 'set' ? set : list;
  if (converted.value.length === 0) return ok(make(withoutOptional(emptyElement), []));
  const mismatch = `element types must all match for conversion to ${kind}`;
  const elements = uniform(converted.value, rules, mismatch);
  return elements.ok ? ok(make(elements.value.element, elements.value.values)) : elements;
}

/** Tuple to tuple of the same length, position by position. */
export function tupleToTuple(from: TupleType, to: TupleType, rules: Rules): Conversion | undefined {
  if (from.elements.length !== to.elements.length) return undefined;
  const conversions: (Conversion | undefined)[] = [];
  for (const [index, wanted] of to.elements.entries()) {
    const type = from.elements[index] ?? wanted;
    const same = typeEquals(type, wanted);
    const conversion = same ? undefined : rules.find(type, wanted);
    if (!same && conversion === undefined) return undefined;
    conversions.push(conversion);
  }
  return (value) => {
    const parts = asElements(value).map((each, step) => ({
      step,
      value: each,
      convert: conversions[step],
    }));
    const elements = convertParts(parts);
    return elements.ok ? ok(tuple(elements.value)) : elements;
  };
}
