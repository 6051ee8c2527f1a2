import type { Diagnosed, Diagnostic, Position, Range } from '../../source/index.ts';
import type { Expression, JsonNode, JsonProperty, JsonStringNode } from '../nodes.ts';
import { hasBearableExponent } from '../number-text.ts';
import { deepest, tooDeep } from '../parse-state.ts';
import { scanJson } from './scan.ts';
import { JsonRange, JsonToken, type JsonTokenKind, type JsonTokens } from './tokens.ts';
import { inJson, type JsonWording, wrongKeyword } from './wordings.ts';

/** Reads the text of a JSON string as a template that begins at the given place. */
export type TemplateReader = (text: string, range: Range) => Diagnosed<Expression>;

/** A JSON text to parse. */
export interface JsonSource {
  readonly filename: string;
  readonly bytes: Uint8Array;
  readonly origin: Position;
}

/** Parses one JSON value that is the whole text. */
export function parseJsonText(source: JsonSource, template: TemplateReader): Diagnosed<JsonNode> {
  const tokens = scanJson(source.filename, source.bytes, source.origin);
  const parser = new JsonParser(tokens, template);
  const value = parser.value();
  if (parser.diagnostics.length === 0) parser.expectEnd();
  return { value, diagnostics: parser.diagnostics };
}

const numberShape = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class JsonParser {
  readonly diagnostics: Diagnostic[] = [];
  readonly #tokens: JsonTokens;
  readonly #template: TemplateReader;
  #next = 0;
  #depth = 0;
  #silent = false;

  constructor(tokens: JsonTokens, template: TemplateReader) {
    this.#tokens = tokens;
    this.#template = template;
  }

  expectEnd(): void {
    if (this.#peek() !== JsonToken.endOfFile) this.#report(inJson.extraneous, this.#nextRange());
  }

  value(): JsonNode {
    const token = this.#next;
    switch (this.#peek()) {
      case JsonToken.openBrace:
        return this.#nested(token, () => this.#object());
      case JsonToken.openBracket:
        return this.#nested(token, () => this.#array());
      case JsonToken.number:
        return this.#number();
      case JsonToken.string:
        return this.#string();
      case JsonToken.keyword:
        return this.#keyword();
      case JsonToken.closeBrace:
        return this.#fail(inJson.missingValue, token);
      case JsonToken.closeBracket:
        return this.#fail(inJson.missingElement, token);
      case JsonToken.endOfFile:
        return this.#fail(inJson.endsEarly, token);
      default:
        return this.#fail(inJson.invalidStart, token);
    }
  }

  #peek(): JsonTokenKind {
    return this.#tokens.kind(this.#next);
  }

  #read(): number {
    const token = this.#next;
    if (this.#peek() !== JsonToken.endOfFile) this.#next += 1;
    return token;
  }

  #range(token: number): Range {
    return new JsonRange(this.#tokens, token, token);
  }

  #nextRange(): Range {
    return this.#range(this.#next);
  }

  #report(wording: JsonWording, subject: Range, context?: Range): void {
    if (this.#silent) return;
    const place = context === undefined ? { subject } : { subject, context };
    this.diagnostics.push({ severity: 'error', ...wording, ...place });
  }

  #fail(wording: JsonWording, token: number): JsonNode {
    const range = this.#range(token);
    this.#report(wording, range);
    return { kind: 'invalid', range };
  }

  #nested(token: number, parse: () => JsonNode | undefined): JsonNode {
    if (this.#depth === deepest) {
      this.#report(tooDeep, this.#range(token));
      this.#silent = true;
      this.#next = this.#tokens.length - 1;
    }
    this.#depth += 1;
    const node = this.#silent ? undefined : parse();
    this.#depth -= 1;
    return node ?? { kind: 'invalid', range: this.#range(token) };
  }

  /** Skips to behind the closer of the current object or array. */
  #recover(opener: JsonTokenKind, closer: JsonTokenKind): void {
    let open = 1;
    for (;;) {
      const kind = this.#tokens.kind(this.#read());
      if (kind === JsonToken.endOfFile) return;
      if (kind === opener) open += 1;
      else if (kind === closer) {
        open -= 1;
        if (open <= 1) return;
      }
    }
  }

  #recoverObject(): void {
    this.#recover(JsonToken.openBrace, JsonToken.closeBrace);
  }

  #recoverArray(): void {
    this.#recover(JsonToken.openBracket, JsonToken.closeBracket);
  }

  #object(): JsonNode | undefined {
    const open = this.#read();
    const properties: JsonProperty[] = [];
    while (this.#peek() !== JsonToken.closeBrace) {
      const property = this.#property();
      if (property === undefined) return undefined;
      properties.push(property);
      const kind = this.#peek();
      if (kind === JsonToken.closeBrace) break;
      if (kind !== JsonToken.comma) return this.#unendingObject(kind, open);
      const comma = this.#read();
      if (this.#peek() === JsonToken.closeBrace) {
        this.#report(inJson.trailingCommaInObject, this.#range(comma));
        return undefined;
      }
    }
    const close = this.#read();
    return {
      kind: 'json-object',
      properties,
      range: new JsonRange(this.#tokens, open, close),
      openRange: this.#range(open),
      closeRange: this.#range(close),
    };
  }

  #property(): JsonProperty | undefined {
    const key = this.value();
    if (key.kind !== 'json-string') {
      this.#report(inJson.propertyName, jsonStart(key));
      return undefined;
    }
    const colon = this.#next;
    const kind = this.#peek();
    if (kind !== JsonToken.colon) {
      this.#recoverObject();
      this.#report(missingColon(kind), this.#range(colon));
      return undefined;
    }
    this.#read();
    return { key, value: this.value() };
  }

  #unendingObject(kind: JsonTokenKind, open: number): undefined {
    if (kind === JsonToken.endOfFile) {
      this.#report(inJson.unclosedObject, this.#range(open));
    } else if (kind === JsonToken.closeBracket) {
      this.#read();
      this.#report(inJson.mismatchedBraces, this.#nextRange());
    } else {
      this.#recoverObject();
      this.#report(inJson.noCommaInObject, this.#nextRange());
    }
    return undefined;
  }

  #array(): JsonNode | undefined {
    const open = this.#read();
    const items: JsonNode[] = [];
    while (this.#peek() !== JsonToken.closeBracket) {
      items.push(this.value());
      const kind = this.#peek();
      if (kind === JsonToken.closeBracket) break;
      if (kind !== JsonToken.comma) {
        this.#recoverArray();
        if (kind === JsonToken.endOfFile) this.#report(inJson.unclosedArray, this.#range(open));
        else this.#report(arrayProblem(kind), this.#nextRange());
        return undefined;
      }
      const comma = this.#read();
      if (this.#peek() === JsonToken.closeBracket) {
        this.#report(inJson.trailingCommaInArray, this.#range(comma));
        return undefined;
      }
    }
    const close = this.#read();
    const range = new JsonRange(this.#tokens, open, close);
    return { kind: 'json-array', items, range, openRange: this.#range(open) };
  }

  #number(): JsonNode {
    const token = this.#read();
    const text = decoder.decode(this.#tokens.bytesOf(token));
    if (!numberShape.test(text) || !hasBearableExponent(text))
      return this.#fail(inJson.number, token);
    return { kind: 'literal', value: { type: 'number', text }, range: this.#range(token) };
  }

  #keyword(): JsonNode {
    const token = this.#read();
    const range = this.#range(token);
    const text = decoder.decode(this.#tokens.bytesOf(token));
    switch (text) {
      case 'true':
      case 'false':
        return { kind: 'literal', value: { type: 'bool', value: text === 'true' }, range };
      case 'null':
        return { kind: 'literal', value: { type: 'null' }, range };
      default:
        return this.#fail(wrongKeyword(text), token);
    }
  }

  #string(): JsonNode {
    const token = this.#read();
    const bytes = this.#tokens.bytesOf(token);
    const range = this.#range(token);
    const wrong = firstWrongByte(bytes);
    if (wrong === undefined) return new JsonString(decodeString(bytes), range, this.#template);
    const { line, column, byte } = range.start;
    const start = { line, column: column + wrong, byte: byte + wrong };
    const end = { line, column: start.column + 1, byte: start.byte + 1 };
    this.#report(inJson.string, { filename: range.filename, start, end }, range);
    return { kind: 'invalid', range };
  }
}

function missingColon(found: JsonTokenKind): JsonWording {
  if (found === JsonToken.closeBrace || found === JsonToken.comma) return inJson.noObjectValue;
  return found === JsonToken.equals ? inJson.equalsSign : inJson.noColon;
}

function arrayProblem(found: JsonTokenKind): JsonWording {
  if (found === JsonToken.colon) return inJson.colonInArray;
  return found === JsonToken.closeBrace ? inJson.mismatchedBrackets : inJson.noCommaInArray;
}

/** Where a JSON value begins: its opener, or all of it. */
export function jsonStart(node: JsonNode): Range {
  return node.kind === 'json-object' || node.kind === 'json-array' ? node.openRange : node.range;
}

/** Bytes read when a string turned out to be wrong, the wrong one included; undefined if it is right. */
function firstWrongByte(bytes: Uint8Array): number | undefined {
  let at = 1;
  for (; at < bytes.length; at += 1) {
    if (bytes[at] === 0x22) return undefined;
    if (bytes[at] !== 0x5c) continue;
    at += 1;
    const selector = bytes[at];
    if (selector === undefined) break;
    if (!'"\\/bfnrtu'.includes(String.fromCharCode(selector))) return at + 1;
    if (selector !== 0x75) continue;
    for (const last = at + 4; at < last; ) {
      at += 1;
      const digit = bytes[at];
      if (digit === undefined) return bytes.length;
      if (!/[0-9a-fA-F]/.test(String.fromCharCode(digit))) return at + 1;
    }
  }
  return bytes.length;
}

function decodeString(bytes: Uint8Array): string {
  const written = decoder.decode(bytes);
  if (!written.includes('\\')) return written.slice(1, -1);
  const decoded: unknown = JSON.parse(written);
  return String(decoded).replace(/\p{Surrogate}/gu, '\ufffd');
}

class JsonString implements JsonStringNode {
  readonly kind = 'json-string';
  readonly text: string;
  readonly range: Range;
  readonly #read: TemplateReader;
  #parsed: Diagnosed<Expression> | undefined;

  constructor(text: string, range: Range, read: TemplateReader) {
    this.text = text;
    this.range = range;
    this.#read = read;
  }

  template(): Diagnosed<Expression> {
    this.#parsed ??= this.#read(this.text, this.range);
    return this.#parsed;
  }
}
