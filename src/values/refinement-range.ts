import { BigFloat } from './big-float.ts';
import { conforms } from './type-equality.ts';
import type { Type } from './type.ts';
import type { Refinements, Value } from './value.ts';

/** True if an unknown of that type with these refinements can never become the known, non-null value. */
export function excludes(type: Type, refinements: Refinements, known: Value): boolean {
  if (!conforms(known.type, type)) return true;
  const { content } = known;
  if (content instanceof BigFloat) return outside(refinements, content);
  if (typeof content === 'string') return !content.startsWith(refinements.stringPrefix ?? '');
  const length = lengthOf(content);
  if (length === undefined) return false;
  return length < (refinements.lengthMin ?? 0) || length > (refinements.lengthMax ?? Infinity);
}

function outside({ numberMin, numberMax }: Refinements, value: BigFloat): boolean {
  if (numberMin !== undefined) {
    const order = value.compare(numberMin.value);
    if (order < 0 || (order === 0 && !numberMin.inclusive)) return true;
  }
  if (numberMax !== undefined) {
    const order = value.compare(numberMax.value);
    if (order > 0 || (order === 0 && !numberMax.inclusive)) return true;
  }
  return false;
}

function lengthOf(content: unknown): number | undefined {
  if (Array.isArray(content)) return content.length;
  return content instanceof Map ? content.size : undefined;
}
