import {
  bool,
  dynamicNull,
  list,
  number,
  numberType,
  object,
  string,
  tuple,
  typeEquals,
  type Value,
} from '../values/index.ts';
import type { Data } from './data.ts';

function fromArray(data: readonly Data[]): Value {
  const elements = data.map(fromData);
  const type = elements[0]?.type;
  const uniform = type !== undefined && elements.every((each) => typeEquals(each.type, type));
  return uniform && type.kind !== 'dynamic' ? list(type, elements) : tuple(elements);
}

/**
 * Plain data as a value of the language: bytes become a list of numbers, elements of one type a
 * list and others a tuple, maps objects, instants text.
 */
export function fromData(data: Data): Value {
  if (data === null) return dynamicNull;
  if (typeof data === 'string') return string(data);
  if (typeof data === 'boolean') return bool(data);
  if (typeof data === 'bigint' || typeof data === 'number') return number(data);
  if (data instanceof Uint8Array) return list(numberType, [...data].map(number));
  if (data instanceof Date) return string(data.toISOString());
  if (data instanceof Map)
    return object([...data].map(([key, value]) => [key, fromData(value)] as const));
  return Array.isArray(data) ? fromArray(data) : dynamicNull;
}
