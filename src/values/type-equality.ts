import { unreachable } from '../base/index.ts';
import type { ObjectType, Type } from './type.ts';

/** True if both are the same type; object types also agree on which attributes are optional. */
export function typeEquals(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return a.kind === b.kind;
    case 'list':
    case 'set':
    case 'map':
      return b.kind === a.kind && typeEquals(a.element, b.element);
    case 'tuple':
      return b.kind === 'tuple' && elementsEqual(a.elements, b.elements);
    case 'object':
      return b.kind === 'object' && objectsEqual(a, b);
    case 'capsule':
      return b.kind === 'capsule' && a.name === b.name;
    default:
      return unreachable(a);
  }
}

function elementsEqual(a: readonly Type[], b: readonly Type[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((type, i) => typeEquals(type, b[i] ?? type));
}

function objectsEqual(a: ObjectType, b: ObjectType): boolean {
  if (a.attributes.size !== b.attributes.size || a.optional.size !== b.optional.size) return false;
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined || !typeEquals(type, other)) return false;
    if (a.optional.has(name) !== b.optional.has(name)) return false;
  }
  return true;
}

/** True if `dynamic` occurs anywhere in the type. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element);
    case 'tuple':
      return type.elements.some(hasDynamic);
    case 'object':
      for (const attribute of type.attributes.values()) if (hasDynamic(attribute)) return true;
      return false;
    case 'string':
    case 'number':
    case 'bool':
    case 'capsule':
      return false;
    default:
      return unreachable(type);
  }
}

/** True if a value of the type fits the wanted type, where `dynamic` takes everything. */
export function conforms(type: Type, wanted: Type): boolean {
  if (wanted.kind === 'dynamic' || type === wanted) return true;
  switch (wanted.kind) {
    case 'list':
    case 'set':
    case 'map':
      return type.kind === wanted.kind && conforms(type.element, wanted.element);
    case 'tuple':
      return (
        type.kind === 'tuple' &&
        type.elements.length === wanted.elements.length &&
        wanted.elements.every((want, i) => conforms(type.elements[i] ?? want, want))
      );
    case 'object':
      return type.kind === 'object' && objectConforms(type, wanted);
    case 'string':
    case 'number':
    case 'bool':
    case 'capsule':
      return typeEquals(type, wanted);
    default:
      return unreachable(wanted);
  }
}

function objectConforms(type: ObjectType, wanted: ObjectType): boolean {
  if (type.attributes.size !== wanted.attributes.size) return false;
  for (const [name, want] of wanted.attributes) {
    const have = type.attributes.get(name);
    if (have === undefined || !conforms(have, want)) return false;
  }
  return true;
}
