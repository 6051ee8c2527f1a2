import { BigFloat } from './big-float.ts';
import { integer, string, unknown } from './construct.ts';
import { withMarks } from './marks.ts';
import { numberType } from './types.ts';
import { Unknown, type Value } from './value.ts';

/** The attribute of an object or the element of a map, with the marks of the whole; undefined if there is none. */
export function attribute(value: Value, name: string): Value | undefined {
  if (!(value.content instanceof Map)) return undefined;
  const found: Value | undefined = value.content.get(name);
  return found && withMarks(found, value.marks);
}

/** The element at a position of a list or tuple, with the marks of the whole; undefined if there is none. */
export function element(value: Value, index: number): Value | undefined {
  if (!Array.isArray(value.content) || value.type.kind === 'set') return undefined;
  const found: Value | undefined = value.content[index];
  return found && withMarks(found, value.marks);
}

/** A key and what it leads to, as `for` expressions see them. */
export interface Iteration {
  readonly key: Value;
  readonly value: Value;
}

/** True for known, non-null lists, sets, tuples, maps and objects. */
export function isIterable(value: Value): boolean {
  return Array.isArray(value.content) || value.content instanceof Map;
}

/**
 * Elements in iteration order: positions are keys of lists and tuples, names of maps and objects,
 * the element itself of sets. Marks of the whole are on every key and value. Check `isIterable` first.
 */
export function* iterate(whole: Value): Generator<Iteration> {
  const { content, marks, type } = whole;
  if (content instanceof Map) {
    for (const [name, part] of content) {
      yield { key: withMarks(string(name), marks), value: withMarks(part, marks) };
    }
  } else if (Array.isArray(content)) {
    for (const [index, part] of content.entries()) {
      const value = withMarks(part, marks);
      yield { key: type.kind === 'set' ? value : withMarks(integer(index), marks), value };
    }
  }
}

/** How many elements a value has; unknown for unknown values and for sets whose elements may coincide. */
export function lengthOf(value: Value): Value {
  return withMarks(plainLength(value), value.marks);
}

function plainLength({ content, type }: Value): Value {
  if (content instanceof Map) return integer(content.size);
  if (Array.isArray(content)) {
    if (type.kind !== 'set' || content.length < 2 || content.every(isWhollyKnown)) {
      return integer(content.length);
    }
    return unknownLength(1, content.length);
  }
  if (content instanceof Unknown) {
    if (type.kind === 'tuple') return integer(type.elements.length);
    if (type.kind === 'object') return integer(type.attributes.size);
    return unknownLength(content.refinements.lengthMin ?? 0, content.refinements.lengthMax);
  }
  return unknownLength(0, undefined);
}

function isWhollyKnown(value: Value): boolean {
  const { content } = value;
  if (content instanceof Unknown) return false;
  if (Array.isArray(content)) return content.every(isWhollyKnown);
  return !(content instanceof Map) || [...content.values()].every(isWhollyKnown);
}

function unknownLength(least: number, most: number | undefined): Value {
  if (least === most) return integer(least);
  const numberMin = { value: BigFloat.fromInt64(least), inclusive: true };
  if (most === undefined) return unknown(numberType, { notNull: true, numberMin });
  const numberMax = { value: BigFloat.fromInt64(most), inclusive: true };
  return unknown(numberType, { notNull: true, numberMin, numberMax });
}
