import type { Value } from './value.ts';

/** One step into a value: a position, or a key or attribute name. */
export type PathStep = number | string;

const none: readonly Value[] = [];

/** The parts of a known collection or structure, in iteration order; nothing for anything else. */
export function childrenOf(value: Value): Iterable<Value> {
  const { content } = value;
  if (Array.isArray(content)) return content;
  if (content instanceof Map) return content.values();
  return none;
}
