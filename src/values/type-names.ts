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
      if (constraint && type.element.kind === 'dynamic') return `${type.kind} of any single type`;
      return `${type.kind} of ${name(type.element, constraint)}`;
    case 'capsule':
      return type.name;
    default:
      return unreachable(type);
  }
}

/** A type as one would write it in a template: `list(object({a=string}))`. Optionality is not shown. */
export function typeExpression(type: Type): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return type.kind;
    case 'dynamic':
      return 'any';
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeExpression(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(typeExpression).join(',')}])`;
    case 'object': {
      const attributes = [...type.attributes].map(([key, of]) => `${key}=${typeExpression(of)}`);
      return `object({${attributes.join(',')}})`;
    }
    case 'capsule':
      return type.name;
    default:
      return unreachable(type);
  }
}
