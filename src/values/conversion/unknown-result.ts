import { unknown } from '../construct.ts';
import { refine, refinementsOf } from '../refine.ts';
import type { Type } from '../type.ts';
import { isCollection } from '../types.ts';
import type { Refinements, Value } from '../value.ts';

/** An unknown of the target type that keeps what was known of the source and still holds (3.5). */
export function unknownResult(source: Value, target: Type): Value {
  const known = refinementsOf(source);
  const notNull: Refinements = known.notNull === true ? { notNull: true } : {};
  return refine(unknown(target), { ...notNull, ...lengths(source, target, known) });
}

function lengths({ type }: Value, target: Type, known: Refinements): Refinements {
  if (type.kind === 'object' && target.kind === 'map') return exactly(type.attributes.size);
  if (type.kind === 'tuple' && target.kind === 'list') return exactly(type.elements.length);
  if (type.kind === 'tuple' && target.kind === 'set') {
    const most = type.elements.length;
    return { lengthMin: Math.min(most, 1), lengthMax: most };
  }
  if (!isCollection(type) || !isCollection(target)) return {};
  const least = known.lengthMin ?? 0;
  // Elements may coincide in a set.
  const lengthMin = target.kind === 'set' ? Math.min(least, 1) : least;
  return {
    ...(lengthMin > 0 && { lengthMin }),
    ...(known.lengthMax !== undefined && { lengthMax: known.lengthMax }),
  };
}

function exactly(length: number): Refinements {
  return { lengthMin: length, lengthMax: length };
}
