import { unreachable } from '../base/index.ts';
import type { Type } from './type.ts';

/** The friendly name of a type, as messages about values show it: `list of string`. */
export function typeName(type: Type): string {
  return name(type, false);
}

/** The name of a type where it is what somebody asks for: `any type` instead of `dynamic`. */
export function constraintName(type: Type): string {
  return name(type, true);
}

function name(type: Type, constraint: boolean): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'tuple':
    case 'object':
      return type.kind;
    case 'dynamic':
      return constraint ? 'any type' : 'dynamic';
    case 'list':
    case 'set':
    case 'map':
      if (constraint && type.element.kind === 'dynamic') return anyElement[type.kind];
      return `${type.kind} of ${name(type.element, constraint)}`;
    case 'capsule':
      return type.name;
    default:
      return unreachable(type);
  }
}

/** "typed" is a slip of the original that users see. */
const anyElement = {
  list: 'list of any single type',
  set: 'set of any single typed',
  map: 'map of any single type',
} as const;
