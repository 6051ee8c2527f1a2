import { quote } from '../../base/index.ts';
import type { CollectionType, ObjectType, Type } from '../type.ts';
import { constraintName } from '../type-names.ts';
import { isCollection } from '../types.ts';

/** Whether values of one type can become another. */
type Convertible = (from: Type, to: Type) => boolean;

/** Why there is no conversion between two types (template-language 3.6). */
export function mismatchMessage(got: Type, want: Type, convertible: Convertible): string {
  if (got.kind === 'object' && want.kind === 'object')
    return objectMismatch(got, want, convertible);
  if (isCollection(want)) {
    if (!pairs(got, want)) return required(want);
    if (got.kind === 'tuple' || got.kind === 'object')
      return structureMismatch(got, want, convertible);
    if (isCollection(got)) {
      return `incorrect ${want.kind} element type: ${mismatchMessage(got.element, want.element, convertible)}`;
    }
  }
  return required(want);
}

function required(want: Type): string {
  return `${constraintName(want)} required`;
}

/** Sequences go with sequences, mappings with mappings. */
function pairs(got: Type, want: CollectionType): boolean {
  if (want.kind === 'map') return got.kind === 'map' || got.kind === 'object';
  return got.kind === 'tuple' || got.kind === 'list' || got.kind === 'set';
}

function structureMismatch(got: Type, want: CollectionType, convertible: Convertible): string {
  if (want.element.kind === 'dynamic') return `all ${want.kind} elements must have the same type`;
  const parts: readonly (readonly [string, Type])[] =
    got.kind === 'object'
      ? [...got.attributes].map(([name, type]) => [quote(name), type] as const)
      : got.kind === 'tuple'
        ? got.elements.map((type, index) => [String(index), type] as const)
        : [];
  for (const [place, type] of parts) {
    if (convertible(type, want.element)) continue;
    return `element ${place}: ${mismatchMessage(type, want.element, convertible)}`;
  }
  return `all elements must be ${constraintName(want.element)}`;
}

function objectMismatch(got: ObjectType, want: ObjectType, convertible: Convertible): string {
  const missing = [...want.attributes.keys()].filter(
    (name) => !got.attributes.has(name) && !want.optional.has(name),
  );
  if (missing.length > 0) return missingMessage(missing.map(quote));
  for (const [name, type] of want.attributes) {
    const have = got.attributes.get(name);
    if (have === undefined || convertible(have, type)) continue;
    return `attribute ${quote(name)}: ${mismatchMessage(have, type, convertible)}`;
  }
  return 'incorrect object attributes';
}

function missingMessage(names: readonly string[]): string {
  const [first = '', second = ''] = names;
  if (names.length === 1) return `attribute ${first} is required`;
  if (names.length === 2) return `attributes ${first} and ${second} are required`;
  return `attributes ${names.slice(0, -1).join(', ')}, and ${names.at(-1)} are required`;
}
