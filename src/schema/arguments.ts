import type { Scope } from '../eval/index.ts';
import type { Diagnostic } from '../source/index.ts';
import { startRange } from '../syntax/index.ts';
import {
  asElements,
  BigFloat,
  boolType,
  convert,
  dynamicNull,
  isKnown,
  isNull,
  listOf,
  mapOf,
  asEntries,
  numberType,
  stringType,
  type Type,
  unmarkDeep,
  type Value,
} from '../values/index.ts';
import { attributeValue } from './decode.ts';
import type { ExpandedContent } from './expanded-body.ts';

/**
 * Reads arguments whose values are needed as plain data (template-language 8.4): names, lists,
 * counts. Absent ones give the empty value of their kind, failing ones too, after a diagnostic.
 */
export class Arguments {
  readonly #content: ExpandedContent;
  readonly #scope: Scope | undefined;
  readonly #diagnostics: Diagnostic[];

  constructor(content: ExpandedContent, scope: Scope | undefined, diagnostics: Diagnostic[]) {
    this.#content = content;
    this.#scope = scope;
    this.#diagnostics = diagnostics;
  }

  /** A text, empty if absent. */
  text(name: string): string {
    return this.#read(name, stringType, plainText) ?? '';
  }

  /** A list of texts, empty if absent or null. */
  texts(name: string): readonly string[] {
    return this.#read(name, listOf(stringType), plainTexts) ?? [];
  }

  /** Texts by name, empty if absent or null. */
  textMap(name: string): ReadonlyMap<string, string> {
    return this.#read(name, mapOf(stringType), plainTextMap) ?? new Map();
  }

  /** A whole number, 0 if absent. */
  wholeNumber(name: string): number {
    return this.#read(name, numberType, wholeNumber) ?? 0;
  }

  /** Undefined if absent. */
  flag(name: string): boolean | undefined {
    return this.#read(name, boolType, plainFlag);
  }

  /** Any value; null if absent. */
  value(name: string): Value {
    const attribute = this.#content.attributes.get(name);
    if (attribute === undefined) return dynamicNull;
    return unmarkDeep(attributeValue(attribute, this.#scope, this.#diagnostics)).value;
  }

  #read<T>(name: string, type: Type, plain: (value: Value) => Plain<T>): T | undefined {
    const attribute = this.#content.attributes.get(name);
    if (attribute === undefined) return undefined;
    const converted = convert(this.value(name), type);
    const result = converted.ok ? plain(converted.value) : { problem: converted.error };
    if (!('problem' in result)) return result.data;
    this.#diagnostics.push({
      severity: 'error',
      code: 'unsuitable-value',
      summary: 'Unsuitable value type',
      detail: `Unsuitable value: ${result.problem}`,
      subject: startRange(attribute.expression),
      context: attribute.expression.range,
    });
    return undefined;
  }
}

type Plain<T> = { readonly data: T } | { readonly problem: string };

const notKnown = { problem: 'value must be known' };
const isNullProblem = { problem: 'null value is not allowed' };

function plainText(value: Value): Plain<string> {
  if (!isKnown(value)) return notKnown;
  if (isNull(value)) return isNullProblem;
  return typeof value.content === 'string'
    ? { data: value.content }
    : { problem: 'string required' };
}

function plainFlag(value: Value): Plain<boolean | undefined> {
  if (!isKnown(value)) return notKnown;
  if (isNull(value)) return isNullProblem;
  return typeof value.content === 'boolean'
    ? { data: value.content }
    : { problem: 'bool required' };
}

const most = (1n << 63n) - 1n;

function wholeNumber(value: Value): Plain<number> {
  if (!isKnown(value)) return notKnown;
  if (isNull(value)) return isNullProblem;
  const { content } = value;
  const whole = content instanceof BigFloat ? content.toInt() : undefined;
  if (whole === undefined || whole > most || whole < -most - 1n)
    return {
      problem: 'value must be a whole number, between -9223372036854775808 and 9223372036854775807',
    };
  return { data: Number(whole) };
}

function plainTexts(value: Value): Plain<readonly string[]> {
  if (!isKnown(value)) return notKnown;
  if (isNull(value)) return { data: [] };
  const texts: string[] = [];
  for (const element of asElements(value)) {
    const text = plainText(element);
    if ('problem' in text) return text;
    texts.push(text.data);
  }
  return { data: texts };
}

function plainTextMap(value: Value): Plain<ReadonlyMap<string, string>> {
  if (!isKnown(value)) return notKnown;
  if (isNull(value)) return { data: new Map() };
  const texts = new Map<string, string>();
  for (const [name, element] of asEntries(value)) {
    const text = plainText(element);
    if ('problem' in text) return text;
    texts.set(name, text.data);
  }
  return { data: texts };
}
