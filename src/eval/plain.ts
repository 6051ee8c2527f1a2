import type { Diagnosed } from '../source/index.ts';
import { type Expression, startRange } from '../syntax/index.ts';
import {
  asElements,
  asEntries,
  BigFloat,
  boolType,
  convert,
  isKnown,
  isNull,
  listOf,
  mapOf,
  numberType,
  stringType,
  type Type,
  unmarkDeep,
  type Value,
} from '../values/index.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';

/** A value as plain data, or why it cannot be that. */
export type Plain<T> = { readonly data: T } | { readonly problem: string };

/** How a value becomes plain data: converted to the type first, then taken out. */
export interface PlainKind<T> {
  readonly type: Type;
  take(value: Value): Plain<T>;
}

const unknownProblem = { problem: 'value must be known' };
const nullProblem = { problem: 'null value is not allowed' };

function takeText(value: Value): Plain<string> {
  if (!isKnown(value)) return unknownProblem;
  if (isNull(value)) return nullProblem;
  const { content } = value;
  return typeof content === 'string' ? { data: content } : { problem: 'string required' };
}

function takeFlag(value: Value): Plain<boolean> {
  if (!isKnown(value)) return unknownProblem;
  if (isNull(value)) return nullProblem;
  const { content } = value;
  return typeof content === 'boolean' ? { data: content } : { problem: 'bool required' };
}

const mostInt64 = (1n << 63n) - 1n;

function takeWholeNumber(value: Value): Plain<number> {
  if (!isKnown(value)) return unknownProblem;
  if (isNull(value)) return nullProblem;
  const whole = value.content instanceof BigFloat ? value.content.toInt() : undefined;
  if (whole !== undefined && whole <= mostInt64 && whole >= -mostInt64 - 1n)
    return { data: Number(whole) };
  const problem =
    'value must be a whole number, between -9223372036854775808 and 9223372036854775807';
  return { problem };
}

function takeTexts(value: Value): Plain<readonly string[]> {
  if (!isKnown(value)) return unknownProblem;
  if (isNull(value)) return { data: [] };
  const texts: string[] = [];
  for (const element of asElements(value)) {
    const text = takeText(element);
    if ('problem' in text) return text;
    texts.push(text.data);
  }
  return { data: texts };
}

function takeTextMap(value: Value): Plain<ReadonlyMap<string, string>> {
  if (!isKnown(value)) return unknownProblem;
  if (isNull(value)) return { data: new Map() };
  const texts = new Map<string, string>();
  for (const [name, element] of asEntries(value)) {
    const text = takeText(element);
    if ('problem' in text) return text;
    texts.set(name, text.data);
  }
  return { data: texts };
}

/** A text; null is refused. */
export const plainText: PlainKind<string> = { type: stringType, take: takeText };
/** True or false; null is refused. */
export const plainFlag: PlainKind<boolean> = { type: boolType, take: takeFlag };
/** A whole number of 64 bits; null is refused. */
export const plainWholeNumber: PlainKind<number> = { type: numberType, take: takeWholeNumber };
/** A list of texts; null counts as empty. */
export const plainTexts: PlainKind<readonly string[]> = {
  type: listOf(stringType),
  take: takeTexts,
};
/** Texts by name; null counts as empty. */
export const plainTextMap: PlainKind<ReadonlyMap<string, string>> = {
  type: mapOf(stringType),
  take: takeTextMap,
};

/**
 * Evaluates an argument that is needed as plain data (template-language 8.4). Undefined after an
 * error; one about the expression is followed by one about the unknown value it left.
 */
export function evaluatePlain<T>(
  kind: PlainKind<T>,
  expression: Expression,
  scope: Scope | undefined,
): Diagnosed<T | undefined> {
  const { value, diagnostics } = evaluate(expression, scope);
  const plain = plainValue(kind, value);
  if ('data' in plain) return { value: plain.data, diagnostics };
  return {
    value: undefined,
    diagnostics: [
      ...diagnostics,
      {
        severity: 'error',
        code: 'unsuitable-value',
        summary: 'Unsuitable value type',
        detail: `Unsuitable value: ${plain.problem}`,
        subject: startRange(expression),
        context: expression.range,
      },
    ],
  };
}

/** A value as plain data, marks dropped. */
export function plainValue<T>(kind: PlainKind<T>, value: Value): Plain<T> {
  const converted = convert(unmarkDeep(value).value, kind.type);
  return converted.ok ? kind.take(converted.value) : { problem: converted.error };
}
