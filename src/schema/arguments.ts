import {
  evaluatePlain,
  plainFlag,
  type PlainKind,
  plainText,
  plainTextMap,
  plainTexts,
  plainWholeNumber,
  type Scope,
} from '../eval/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';
import { startRange } from '../syntax/index.ts';
import { dynamicNull, unmarkDeep, type Value } from '../values/index.ts';
import { attributeValue } from './decode.ts';
import { attributeScope, type ExpandedContent } from './expanded-body.ts';

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
    return this.#read(name, plainText) ?? '';
  }

  /** A list of texts, empty if absent or null. */
  texts(name: string): readonly string[] {
    return this.#read(name, plainTexts) ?? [];
  }

  /** Texts by name, empty if absent or null. */
  textMap(name: string): ReadonlyMap<string, string> {
    return this.#read(name, plainTextMap) ?? new Map();
  }

  /** A whole number, 0 if absent. */
  wholeNumber(name: string): number {
    return this.#read(name, plainWholeNumber) ?? 0;
  }

  /** Undefined if absent. */
  flag(name: string): boolean | undefined {
    return this.#read(name, plainFlag);
  }

  /** Any value; null if absent. */
  value(name: string): Value {
    const attribute = this.#content.attributes.get(name);
    if (attribute === undefined) return dynamicNull;
    return unmarkDeep(attributeValue(attribute, this.#scope, this.#diagnostics)).value;
  }

  #read<T>(name: string, kind: PlainKind<T>): T | undefined {
    const attribute = this.#content.attributes.get(name);
    if (attribute === undefined) return undefined;
    const { expression } = attribute;
    if (attribute.unknown === true) {
      this.#diagnostics.push(mustBeKnown(startRange(expression), expression.range));
      return undefined;
    }
    const { value, diagnostics } = evaluatePlain(
      kind,
      expression,
      attributeScope(attribute, this.#scope),
    );
    this.#diagnostics.push(...diagnostics);
    return value;
  }
}

function mustBeKnown(subject: Range, context: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'unsuitable-value',
    summary: 'Unsuitable value type',
    detail: 'Unsuitable value: value must be known',
    subject,
    context,
  };
}
