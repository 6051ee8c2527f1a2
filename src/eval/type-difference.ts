import {
  isCollection,
  type ObjectType,
  quote,
  type TupleType,
  type Type,
  typeEquals,
  typeName,
} from '../values/index.ts';

/** Why the branches of a conditional have no type in common, as a sentence without its period. */
export function typeDifference(whenTrue: Type, whenFalse: Type): string {
  if (whenTrue.kind === 'object' && whenFalse.kind === 'object') {
    const difference = objectDifference(whenTrue, whenFalse);
    if (difference !== undefined) return difference;
  }
  if (whenTrue.kind === 'tuple' && whenFalse.kind === 'tuple') {
    const difference = tupleDifference(whenTrue, whenFalse);
    if (difference !== undefined) return difference;
  }
  if (isCollection(whenTrue) && isCollection(whenFalse) && whenTrue.kind === whenFalse.kind) {
    const { element } = whenTrue;
    const structure = element.kind === 'object' || element.kind === 'tuple';
    if (structure && whenFalse.element.kind === element.kind) {
      const inner = typeDifference(element, whenFalse.element);
      return `Mismatched ${whenTrue.kind} element types: ${inner}`;
    }
  }
  const [one, other] = [typeName(whenTrue), typeName(whenFalse)];
  if (one !== other) return `The 'true' value is ${one}, but the 'false' value is ${other}`;
  return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value";
}

function objectDifference(whenTrue: ObjectType, whenFalse: ObjectType): string | undefined {
  for (const [name, type] of whenTrue.attributes) {
    const other = whenFalse.attributes.get(name);
    if (other === undefined) {
      return `The 'true' value includes object attribute ${quote(name)}, which is absent in the 'false' value`;
    }
    if (typeEquals(type, other)) continue;
    return `Type mismatch for object attribute ${quote(name)}: ${typeDifference(type, other)}`;
  }
  for (const name of whenFalse.attributes.keys()) {
    if (whenTrue.attributes.has(name)) continue;
    return `The 'false' value includes object attribute ${quote(name)}, which is absent in the 'true' value`;
  }
  return undefined;
}

function tupleDifference(whenTrue: TupleType, whenFalse: TupleType): string | undefined {
  const [one, other] = [whenTrue.elements, whenFalse.elements];
  if (one.length !== other.length) {
    return `The 'true' tuple has length ${one.length}, but the 'false' tuple has length ${other.length}`;
  }
  for (const [index, type] of one.entries()) {
    const counterpart = other[index];
    if (counterpart === undefined || typeEquals(type, counterpart)) continue;
    return `Type mismatch for tuple element ${index}: ${typeDifference(type, counterpart)}`;
  }
  return undefined;
}
