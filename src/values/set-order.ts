import { BigFloat } from './big-float.ts';
import { definitelyEqual } from './equality.ts';
import { compareText, quote } from '../base/index.ts';
import { generalText } from './general-text.ts';
import type { Type } from './type.ts';
import { Unknown, type Value } from './value.ts';

/** Distinct elements, the first of equal ones, in the iteration order of a set (3.8). */
export function distinct(element: Type, elements: readonly Value[]): readonly Value[] {
  const buckets = new Map<string, Value[]>();
  const kept: Value[] = [];
  for (const value of elements) {
    const text = canonicalText(value);
    const bucket = buckets.get(text);
    if (bucket === undefined) buckets.set(text, [value]);
    else if (bucket.some((other) => definitelyEqual(other, value))) continue;
    else bucket.push(value);
    kept.push(value);
  }
  return kept.sort((a, b) => compareElements(element, a, b));
}

function compareElements(element: Type, a: Value, b: Value): number {
  const byRank = rank(a) - rank(b);
  if (byRank !== 0 || rank(a) !== 0) return byRank;
  if (typeof a.content === 'string' && typeof b.content === 'string') {
    return compareText(a.content, b.content);
  }
  if (a.content instanceof BigFloat && b.content instanceof BigFloat) {
    return a.content.compare(b.content);
  }
  if (element.kind === 'bool') return Number(a.content) - Number(b.content);
  return compareText(canonicalText(a), canonicalText(b));
}

/** Known values first, then unknown ones, then nulls. */
function rank(value: Value): number {
  if (value.content === null) return 2;
  return value.content instanceof Unknown ? 1 : 0;
}

/** The text that decides which bucket an element falls into and how structures are ordered. */
export function canonicalText(value: Value): string {
  const { content, type } = value;
  if (content === null) return '~';
  if (content instanceof Unknown) return '?';
  if (typeof content === 'string') return quote(content);
  if (typeof content === 'boolean') return content ? 'T' : 'F';
  if (content instanceof BigFloat) return generalText(content, 10);
  if (content instanceof Map) {
    let text = '';
    for (const [key, part] of content) {
      text += type.kind === 'map' ? `${quote(key)}:` : '';
      text += `${canonicalText(part)};`;
    }
    return type.kind === 'map' ? `{${text}}` : `<${text}>`;
  }
  if (Array.isArray(content)) {
    const text = content.map((part: Value) => `${canonicalText(part)};`).join('');
    return type.kind === 'tuple' ? `<${text}>` : `[${text}]`;
  }
  return '';
}
