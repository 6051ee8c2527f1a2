import type { CollectionType, ObjectType, TupleType, Type } from '../type.ts';
import { typeEquals } from '../type-equality.ts';
import { dynamicType, listOf, mapOf, objectOf, setOf, tupleOf } from '../types.ts';
import { preferred } from './preference.ts';

/** Whether values of one type can become another. */
type Converts = (from: Type, to: Type) => boolean;

/** The one type that all the types convert to (template-language 3.7); undefined if there is none. */
export function unifyTypes(types: readonly Type[], converts: Converts): Type | undefined {
  const [first] = types;
  if (first === undefined) return undefined;
  const distinct = distinctTypes(types);
  if (distinct.length === 1) return first;
  const kinds = new Set<Type['kind']>(distinct.map((type) => type.kind));
  const dynamic = kinds.delete('dynamic');
  const sameKind = kinds.size === 1 ? [...kinds][0] : undefined;
  const special = dynamic ? dynamicType : undefined;
  switch (sameKind) {
    case 'map':
      return special ?? collection(mapOf, distinct.filter(isKind('map')), converts);
    case 'list':
      return special ?? collection(listOf, distinct.filter(isKind('list')), converts);
    case 'set':
      return special ?? collection(setOf, distinct.filter(isKind('set')), converts);
    case 'object':
      return special ?? objects(distinct.filter(isObject), converts);
    case 'tuple':
      return special ?? tuples(distinct.filter(isTuple), converts);
    default:
      return mixed(distinct, kinds, converts);
  }
}

function mixed(
  types: readonly Type[],
  kinds: ReadonlySet<Type['kind']>,
  converts: Converts,
): Type | undefined {
  if (kinds.size === 2 && kinds.has('map') && kinds.has('object')) {
    const whole = together(types, objectsToMap(types.filter(isObject), converts), converts);
    if (whole?.kind === 'map') return whole;
  }
  if (kinds.size === 2 && kinds.has('list') && kinds.has('tuple')) {
    const whole = together(types, tuplesToList(types.filter(isTuple), converts), converts);
    if (whole?.kind === 'list') return whole;
  }
  if (kinds.has('object') && kinds.has('tuple')) return undefined;
  return preferred(types).find((wanted) =>
    types.every((type) => typeEquals(type, wanted) || converts(type, wanted)),
  );
}

/** Unifies again with the structures replaced by the collection they amount to. */
function together(
  types: readonly Type[],
  amount: CollectionType | undefined,
  converts: Converts,
): Type | undefined {
  if (amount === undefined) return undefined;
  const replaced = types.map((type) =>
    type.kind === 'object' || type.kind === 'tuple' ? amount : type,
  );
  return unifyTypes(replaced, converts);
}

function collection(
  make: (element: Type) => CollectionType,
  types: readonly CollectionType[],
  converts: Converts,
): Type | undefined {
  const element = unifyTypes(
    types.map((type) => type.element),
    converts,
  );
  return element && make(element);
}

/** Equal names: attribute by attribute. Else a map of everything. */
function objects(types: readonly ObjectType[], converts: Converts): Type | undefined {
  const [first, ...rest] = types;
  if (first === undefined) return undefined;
  const names = [...first.attributes.keys()];
  const same = rest.every(
    ({ attributes }) =>
      attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!same) return objectsToMap(types, converts);
  const unified: [string, Type][] = [];
  for (const name of names) {
    const across = types.map((type) => type.attributes.get(name) ?? dynamicType);
    const attribute = unifyTypes(across, converts);
    if (attribute === undefined) return undefined;
    unified.push([name, attribute]);
  }
  const result = objectOf(unified);
  return types.every((type) => typeEquals(type, result) || converts(type, result))
    ? result
    : objectsToMap(types, converts);
}

function objectsToMap(
  types: readonly ObjectType[],
  converts: Converts,
): CollectionType | undefined {
  const all = types.flatMap((type) => [...type.attributes.values()]);
  const element = unifyTypes(all, converts);
  if (element === undefined) return undefined;
  const result = mapOf(element);
  return types.every((type) => converts(type, result)) ? result : undefined;
}

/** Equal lengths: position by position. Else a list of everything. */
function tuples(types: readonly TupleType[], converts: Converts): Type | undefined {
  const [first, ...rest] = types;
  if (first === undefined) return undefined;
  const { length } = first.elements;
  if (!rest.every((type) => type.elements.length === length)) return tuplesToList(types, converts);
  const unified: Type[] = [];
  for (let i = 0; i < length; i++) {
    const across = types.map((type) => type.elements[i] ?? dynamicType);
    const element = unifyTypes(across, converts);
    if (element === undefined) return undefined;
    unified.push(element);
  }
  const result = tupleOf(unified);
  return types.every((type) => typeEquals(type, result) || converts(type, result))
    ? result
    : tuplesToList(types, converts);
}

function tuplesToList(types: readonly TupleType[], converts: Converts): CollectionType | undefined {
  const element = unifyTypes(
    types.flatMap((type) => type.elements),
    converts,
  );
  if (element === undefined) return undefined;
  const result = listOf(element);
  return types.every((type) => converts(type, result)) ? result : undefined;
}

function distinctTypes(types: readonly Type[]): readonly Type[] {
  const distinct: Type[] = [];
  let last: Type | undefined;
  for (const type of types) {
    if (type === last) continue;
    last = type;
    if (!distinct.some((other) => typeEquals(other, type))) distinct.push(type);
  }
  return distinct;
}

function isKind(kind: CollectionType['kind']): (type: Type) => type is CollectionType {
  return (type): type is CollectionType => type.kind === kind;
}

function isObject(type: Type): type is ObjectType {
  return type.kind === 'object';
}

function isTuple(type: Type): type is TupleType {
  return type.kind === 'tuple';
}
