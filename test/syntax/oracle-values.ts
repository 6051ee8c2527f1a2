import type {
  BodyTree,
  ConditionalNode,
  Expression,
  ForNode,
  ObjectKeyNode,
  TemplateNode,
} from '../../src/syntax/index.ts';
import { BigFloat } from '../../src/values/index.ts';

/** What another implementation makes of a file, and what we expect of it: plain JSON. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** A file that was parsed cannot be written as JSON; the other implementation refuses it, too. */
export class NoPlainForm extends Error {}

type Names = Map<string, Plain | Names | Names[]>;

const otherLabels = 'blocks of one type with labels and without, or with more and fewer';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A parsed file in the JSON form of the other implementation: constants and literal text as they are, anything that
 * has to be evaluated as its source text in `${…}`, blocks as lists under their type and labels.
 */
export function plainForm(body: BodyTree, bytes: Uint8Array): string {
  return canonical(new Converter(bytes).body(body));
}

/** JSON with the names in order, so that texts can be compared. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return String(JSON.stringify(value));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

class Converter {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  body(body: BodyTree): Names {
    const names: Names = new Map();
    for (const block of body.blocks) {
      let around = names;
      let name = block.type;
      for (const label of block.labels) {
        const inner = around.get(name) ?? new Map();
        if (!(inner instanceof Map)) throw new NoPlainForm(otherLabels);
        around.set(name, inner);
        around = inner;
        name = label;
      }
      const bodies = around.get(name) ?? [];
      if (!Array.isArray(bodies)) throw new NoPlainForm(otherLabels);
      around.set(name, [...bodies, this.body(block.body)]);
    }
    for (const [name, { expression }] of body.attributes) names.set(name, this.#value(expression));
    return names;
  }

  #value(expression: Expression): Plain {
    switch (expression.kind) {
      case 'literal':
        return constant(expression);
      case 'unary':
        return this.#unary(expression);
      case 'template':
        return this.#joined(expression);
      case 'template-wrap':
        return this.#value(expression.wrapped);
      case 'tuple':
        return expression.items.map((item) => this.#value(item));
      case 'object':
        return Object.fromEntries(
          expression.items.map(({ key, value }) => [this.#key(key), this.#value(value)]),
        );
      default:
        return this.#source(expression);
    }
  }

  #unary({ operator, operand, ...node }: Expression & { readonly kind: 'unary' }): Plain {
    if (operand.kind !== 'literal') return this.#source({ ...node, operator, operand });
    const value = constant(operand);
    if (operator === '-' && typeof value === 'number') return value === 0 ? 0 : -value;
    if (operator === '!' && typeof value === 'boolean') return !value;
    throw new NoPlainForm('an operator that does not fit its operand');
  }

  #key({ wrapped }: ObjectKeyNode): string {
    return wrapped.kind === 'scope-traversal' ? this.#written(wrapped) : this.#text(wrapped);
  }

  /** As a part of a text. */
  #text(part: Expression): string {
    switch (part.kind) {
      case 'literal':
        return constantText(part);
      case 'template':
        return this.#joined(part);
      case 'template-wrap':
        return this.#text(part.wrapped);
      case 'conditional':
        return this.#conditional(part);
      case 'template-join':
        return this.#loop(part.tuple);
      default:
        return this.#source(part);
    }
  }

  #joined({ parts }: TemplateNode): string {
    const [only, another] = parts;
    const isNull = only?.kind === 'literal' && only.value.type === 'null';
    // Between other parts it is written out.
    if (isNull && another === undefined) return '';
    return parts.map((part) => this.#text(part)).join('');
  }

  #conditional({ condition, whenTrue, whenFalse }: ConditionalNode): string {
    const [yes, no] = [this.#text(whenTrue), this.#text(whenFalse)];
    const otherwise = no === '' ? '' : `%{else}${no}`;
    return `%{if ${this.#written(condition)}}${yes}${otherwise}%{endif}`;
  }

  #loop({ keyName, valueName, collection, value }: ForNode): string {
    const names = keyName === undefined ? valueName : `${keyName}, ${valueName}`;
    return `%{for ${names} in ${this.#written(collection)}}${this.#text(value)}%{endfor}`;
  }

  #source(expression: Expression): string {
    return `\${${this.#written(expression)}}`;
  }

  #written({ range }: Expression): string {
    return decoder.decode(this.#bytes.subarray(range.start.byte, range.end.byte));
  }
}

type Literal = Expression & { readonly kind: 'literal' };

function constant({ value }: Literal): Plain {
  switch (value.type) {
    case 'string':
      return escaped(value.value);
    case 'bool':
      return value.value;
    case 'number':
      return Number(value.text);
    case 'null':
      return null;
  }
}

/** Numbers with all their digits. */
function constantText({ value }: Literal): string {
  if (value.type === 'null') return 'null';
  if (value.type === 'number') return BigFloat.parse(value.text)?.toText() ?? value.text;
  return value.type === 'bool' ? String(value.value) : escaped(value.value);
}

/** The form is read as templates again. */
function escaped(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, '$&$&');
}
