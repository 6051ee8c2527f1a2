import {
  BigFloat,
  isCollection,
  isNeverNull,
  isNull,
  nullOf,
  refine,
  refinementsOf,
  type Refinements,
  type Type,
  typeEquals,
  unknown,
  type Value,
} from '../values/index.ts';

/** What is known of a value that is one of two, while nobody knows which (template-language 1.11). */
export function eitherOf(a: Value, b: Value, type: Type): Value {
  if (isNull(a) && isNull(b)) return nullOf(type);
  const notNull: Refinements = isNeverNull(a) && isNeverNull(b) ? { notNull: true } : {};
  const bounds = typeEquals(a.type, b.type) ? commonBounds(a, b) : {};
  return refine(unknown(type), { ...notNull, ...bounds });
}

function commonBounds(a: Value, b: Value): Refinements {
  if (a.type.kind === 'number') return numberBounds(numbersOf(a), numbersOf(b));
  return isCollection(a.type) ? lengthBounds(lengthsOf(a), lengthsOf(b)) : {};
}

type Bound = NonNullable<Refinements['numberMin']>;

interface NumberBounds {
  readonly min: Bound | undefined;
  readonly max: Bound | undefined;
}

function numbersOf(value: Value): NumberBounds {
  if (value.content instanceof BigFloat) {
    const exact = { value: value.content, inclusive: true };
    return { min: exact, max: exact };
  }
  const { numberMin, numberMax } = refinementsOf(value);
  return { min: numberMin, max: numberMax };
}

function numberBounds(a: NumberBounds, b: NumberBounds): Refinements {
  const numberMin = wider(a.min, b.min, -1);
  const numberMax = wider(a.max, b.max, 1);
  return { ...(numberMin && { numberMin }), ...(numberMax && { numberMax }) };
}

function wider(a: Bound | undefined, b: Bound | undefined, direction: number): Bound | undefined {
  if (a === undefined || b === undefined) return undefined;
  const order = a.value.compare(b.value) * direction;
  if (order === 0) return { value: a.value, inclusive: a.inclusive || b.inclusive };
  return order > 0 ? a : b;
}

interface LengthBounds {
  readonly min: number;
  readonly max: number | undefined;
}

function lengthsOf(value: Value): LengthBounds {
  const { content } = value;
  if (Array.isArray(content)) return { min: content.length, max: content.length };
  if (content instanceof Map) return { min: content.size, max: content.size };
  const { lengthMin = 0, lengthMax } = refinementsOf(value);
  return { min: lengthMin, max: lengthMax };
}

function lengthBounds(a: LengthBounds, b: LengthBounds): Refinements {
  const lengthMin = Math.min(a.min, b.min);
  if (a.max === undefined || b.max === undefined) return { lengthMin };
  return { lengthMin, lengthMax: Math.max(a.max, b.max) };
}
