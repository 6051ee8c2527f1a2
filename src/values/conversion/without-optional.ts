import { unreachable } from '../../base/index.ts';
import type { ObjectType, Type } from '../type.ts';
import { listOf, mapOf, setOf, tupleOf } from '../types.ts';

/** The type that values get: no attribute is optional any more, at any depth. */
export function withoutOptional(type: Type): Type {
  if (!hasOptional(type)) return type;
  switch (type.kind) {
    case 'list':
      return listOf(withoutOptional(type.element));
    case 'set':
      return setOf(withoutOptional(type.element));
    case 'map':
      return mapOf(withoutOptional(type.element));
    case 'tuple':
      return tupleOf(type.elements.map(withoutOptional));
    case 'object':
      return plainObject(type);
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
    case 'capsule':
      return type;
    default:
      return unreachable(type);
  }
}

function plainObject(type: ObjectType): ObjectType {
  const attributes = new Map<string, Type>();
  for (const [name, attribute] of type.attributes) attributes.set(name, withoutOptional(attribute));
  return { kind: 'object', attributes, optional: new Set() };
}

function hasOptional(type: Type): boolean {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return hasOptional(type.element);
    case 'tuple':
      return type.elements.some(hasOptional);
    case 'object':
      return type.optional.size > 0 || [...type.attributes.values()].some(hasOptional);
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
    case 'capsule':
      return false;
    default:
      return unreachable(type);
  }
}
