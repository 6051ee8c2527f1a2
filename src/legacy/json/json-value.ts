import { compareText, type JsonObject, type JsonValue } from '../../base/index.ts';

export type { JsonObject, JsonValue } from '../../base/index.ts';

/** True for objects. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

/** True for arrays. */
export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Go's word for the kind of a value, as in `expected a map, got 'slice'`. */
export function kindName(value: JsonValue): string {
  if (value === null) return 'null';
  if (isObject(value)) return 'map';
  if (isArray(value)) return 'slice';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'float64';
    default:
      return 'bool';
  }
}

/** Go's name for the type of a value, as in `got unconvertible type 'float64'`. */
export function typeName(value: JsonValue): string {
  if (isObject(value)) return 'map[string]interface {}';
  return isArray(value) ? '[]interface {}' : kindName(value);
}

/** Keys in the order of their bytes. */
export function sortedKeys(object: ReadonlyMap<string, unknown>): readonly string[] {
  return [...object.keys()].sort(compareText);
}
