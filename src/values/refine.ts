import { list, map, number, set, unknown } from './construct.ts';
import { withMarks } from './marks.ts';
import { type Refinements, Unknown, type Value } from './value.ts';

/** What is known about an unknown value; of a known one nothing, because it speaks for itself. */
export function refinementsOf(value: Value): Refinements {
  return value.content instanceof Unknown ? value.content.refinements : nothing;
}

const nothing: Refinements = {};

/** True if the value is not null, whatever it turns out to be. */
export function isNeverNull(value: Value): boolean {
  if (value.content instanceof Unknown) return value.content.refinements.notNull === true;
  return value.content !== null;
}

/**
 * Adds what is known to an unknown value. Known values and those of unknown type stay as they are.
 * Where the refinements leave one possibility, the value becomes known.
 */
export function refine(value: Value, added: Refinements): Value {
  if (!(value.content instanceof Unknown) || value.type.kind === 'dynamic') return value;
  const refinements = { ...value.content.refinements, ...added };
  return withMarks(only(value, refinements) ?? unknown(value.type, refinements), value.marks);
}

/** Says of an unknown value that it will not be null. */
export function refineNotNull(value: Value): Value {
  return refine(value, { notNull: true });
}

/** The one value that the refinements allow, if there is just one. */
function only({ type }: Value, refinements: Refinements): Value | undefined {
  if (refinements.notNull !== true) return undefined;
  const { numberMin: min, numberMax: max, lengthMin = 0, lengthMax } = refinements;
  if (type.kind === 'number' && min?.inclusive && max?.inclusive) {
    return min.value.compare(max.value) === 0 ? number(min.value) : undefined;
  }
  if (lengthMax !== lengthMin) return undefined;
  switch (type.kind) {
    case 'list':
      return list(
        type.element,
        Array.from({ length: lengthMin }, () => unknown(type.element)),
      );
    case 'set':
      if (lengthMin > 1) return undefined;
      return set(type.element, lengthMin === 0 ? [] : [unknown(type.element)]);
    case 'map':
      return lengthMin === 0 ? map(type.element, []) : undefined;
    default:
      return undefined;
  }
}
