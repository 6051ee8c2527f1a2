import { unreachable } from '../base/index.ts';
import {
  asElements,
  asEntries,
  bool,
  dynamicNull,
  isKnown,
  isWhollyKnown,
  list,
  map,
  nullOf,
  number,
  object,
  set,
  string,
  tuple,
  type Type,
  type Value,
} from '../values/index.ts';

/** The text that stands for a text which is not known yet. */
export const unknownText = '<unknown>';

/**
 * The value with every unknown part replaced by something of its type that can be sent to a plugin
 * (plugin-protocol 6.2): `<unknown>`, 0, false, empty collections; objects are filled recursively.
 */
export function fillUnknowns(value: Value): Value {
  if (!isKnown(value)) return placeholder(value.type);
  if (isWhollyKnown(value)) return value;
  const { type } = value;
  switch (type.kind) {
    case 'list':
      return list(type.element, asElements(value).map(fillUnknowns));
    case 'set':
      return set(type.element, asElements(value).map(fillUnknowns));
    case 'tuple':
      return tuple(asElements(value).map(fillUnknowns));
    case 'map':
      return map(type.element, filledEntries(value));
    case 'object':
      return object(filledEntries(value));
    default:
      return value;
  }
}

function filledEntries(value: Value): [string, Value][] {
  return [...asEntries(value)].map(([name, part]) => [name, fillUnknowns(part)]);
}

function placeholder(type: Type): Value {
  switch (type.kind) {
    case 'string':
      return string(unknownText);
    case 'number':
      return number(0);
    case 'bool':
      return bool(false);
    case 'list':
      return list(type.element, []);
    case 'set':
      return set(type.element, []);
    case 'map':
      return map(type.element, []);
    case 'tuple':
      return tuple(type.elements.map(placeholder));
    case 'object':
      return object([...type.attributes].map(([name, inner]) => [name, placeholder(inner)]));
    case 'dynamic':
      return dynamicNull;
    case 'capsule':
      return nullOf(type);
    default:
      return unreachable(type);
  }
}
