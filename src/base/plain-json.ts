import type { JsonValue } from './strict-json.ts';

/** What was read, with plain objects instead of maps, as `JSON.parse` makes them. */
export function plainJson(value: JsonValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, each]) => [key, plainJson(each)]));
  return Array.from(value, plainJson);
}
