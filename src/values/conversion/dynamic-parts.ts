import type { ObjectType, TupleType, Type } from '../type.ts';
import { listOf, mapOf, setOf, tupleOf } from '../types.ts';

type Unify = (types: readonly Type[]) => Type | undefined;

/**
 * The wanted type with each `any` replaced by what stands there in the source type: the type of nulls
 * and unknowns, which have no elements that could tell.
 */
export function fillDynamic(source: Type, wanted: Type, unify: Unify): Type {
  if (source.kind === 'dynamic') return wanted;
  switch (wanted.kind) {
    case 'dynamic':
      return source;
    case 'list':
    case 'set':
    case 'map': {
      const from = elementSource(source, unify);
      const element =
        from === undefined ? wanted.element : fillDynamic(from, wanted.element, unify);
      return wanted.kind === 'list'
        ? listOf(element)
        : wanted.kind === 'set'
          ? setOf(element)
          : mapOf(element);
    }
    case 'tuple':
      return source.kind === 'tuple' ? fillTuple(source, wanted, unify) : wanted;
    case 'object':
      return fillObject(source, wanted, unify);
    default:
      return wanted;
  }
}

function elementSource(source: Type, unify: Unify): Type | undefined {
  switch (source.kind) {
    case 'list':
    case 'set':
    case 'map':
      return source.element;
    case 'tuple':
      return unify(source.elements);
    case 'object':
      return unify([...source.attributes.values()]);
    default:
      return undefined;
  }
}

function fillTuple(source: TupleType, wanted: TupleType, unify: Unify): Type {
  return tupleOf(
    wanted.elements.map((element, i) => fillDynamic(source.elements[i] ?? element, element, unify)),
  );
}

function fillObject(source: Type, wanted: ObjectType, unify: Unify): Type {
  const attributes = new Map<string, Type>();
  for (const [name, type] of wanted.attributes) {
    const from =
      source.kind === 'object' ? source.attributes.get(name) : elementSource(source, unify);
    attributes.set(name, from === undefined ? type : fillDynamic(from, type, unify));
  }
  return { kind: 'object', attributes, optional: wanted.optional };
}
