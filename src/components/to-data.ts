import { BigFloat, type Content, Unknown, type Value } from '../values/index.ts';
import type { Data, DataMap } from './data.ts';

/** A whole number as bigint, any other as the nearest 64-bit float. */
function numberData(value: BigFloat): bigint | number {
  return value.toInt() ?? value.toFloat64();
}

function contentData(content: Content): Data {
  if (content === null || content instanceof Unknown) return null;
  if (typeof content === 'string' || typeof content === 'boolean') return content;
  if (content instanceof BigFloat) return numberData(content);
  if (content instanceof Map)
    return new Map([...content].map(([key, each]) => [key, contentData(each.content)]));
  if (Array.isArray(content)) return content.map((each: Value) => contentData(each.content));
  return null;
}

/**
 * A value of the language as plain data: list, set and tuple become arrays, map and object maps,
 * whole numbers bigint. Marks are dropped; unknown and null become null.
 */
export function toData(value: Value): Data {
  return contentData(value.content);
}

/** The entries of an object or map value as plain data; empty for null. */
export function toDataMap(value: Value): DataMap {
  const data = toData(value);
  return data instanceof Map ? data : new Map();
}
