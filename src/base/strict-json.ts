import { decodeText } from './decode-text.ts';
import { failed, ok, type Result } from './result.ts';

/** What a JSON text says. Numbers are 64-bit floats. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object; keys in the order of the text, the last value of a repeated key counts. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** Why a text is no JSON: Go's words, and how many bytes were read up to and with the culprit. */
export interface JsonError {
  readonly message: string;
  readonly offset: number;
  /** The text ended too early. */
  readonly atEnd: boolean;
  /** Nothing is wrong with the text, but a number in it is too large. */
  readonly outOfRange?: boolean;
}

/** A JSON text that was read. */
export interface ParsedJson {
  readonly value: JsonValue;
  /** The first key that its object already had. */
  readonly duplicate: string | undefined;
}

/** Objects and arrays inside each other; no real text comes near it, and nobody downstream overflows. */
const deepest = 1_000;

/**
 * Reads strict JSON. `first`: only the first value counts, whatever follows it. No recursion, so
 * that no nesting exhausts the stack; the time is linear.
 */
export function parseStrictJson(
  bytes: Uint8Array,
  extent: 'all' | 'first' = 'all',
): Result<ParsedJson, JsonError> {
  try {
    return ok(new Reader(bytes).read(extent));
  } catch (error) {
    if (error instanceof SyntaxProblem) return failed(error.problem);
    throw error;
  }
}

/** Inside a word, a number or an escape. */
const noSpaceHere = /^in literal|^in \\u|numeric literal$|^in string escape/;

/** Unwinds the reader; never leaves `parseStrictJson`. */
class SyntaxProblem extends Error {
  readonly problem: JsonError;
  constructor(problem: JsonError) {
    super(problem.message);
    this.problem = problem;
  }
}

/** An object or array that is being read. */
type Open =
  | { readonly kind: 'array'; readonly items: JsonValue[] }
  | { readonly kind: 'object'; readonly entries: Map<string, JsonValue>; key: string };

const [quoteMark, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

const words: ReadonlyMap<number, readonly [string, JsonValue]> = new Map([
  [0x74, ['true', true]],
  [0x66, ['false', false]],
  [0x6e, ['null', null]],
]);

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
  [backslash, '\\'],
  [0x2f, '/'],
  [quoteMark, '"'],
]);

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #duplicate: string | undefined;
  readonly #open: Open[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(extent: 'all' | 'first'): ParsedJson {
    let value = this.#begin();
    while (this.#open.length > 0) {
      if (value !== undefined) this.#attach(value);
      value = this.#next(value !== undefined);
    }
    this.#skipSpace();
    if (extent === 'all' && this.#at < this.#bytes.length) this.#fail('after top-level value');
    return { value: value ?? null, duplicate: this.#duplicate };
  }

  /** Starts a value. Undefined: it is an object or array, which is now the innermost open one. */
  #begin(): JsonValue | undefined {
    this.#skipSpace();
    const byte = this.#bytes[this.#at];
    if (byte === openBrace || byte === openBracket) {
      this.#at++;
      if (this.#open.length >= deepest) this.#tooDeep();
      this.#open.push(
        byte === openBrace
          ? { kind: 'object', entries: new Map(), key: '' }
          : { kind: 'array', items: [] },
      );
      return undefined;
    }
    if (byte === quoteMark) return this.#string();
    const word = byte === undefined ? undefined : words.get(byte);
    if (word !== undefined) return this.#word(...word);
    if (byte === 0x2d || isDigit(byte)) return this.#number();
    return this.#fail('looking for beginning of value');
  }

  /**
   * Goes on in the innermost open object or array. Returns what was read next: a finished value, or
   * undefined for one that was opened. `after`: something stands before this place already.
   */
  #next(after: boolean): JsonValue | undefined {
    const open = this.#open.at(-1);
    if (open === undefined) return undefined;
    this.#skipSpace();
    const byte = this.#bytes[this.#at];
    const close = open.kind === 'array' ? closeBracket : closeBrace;
    if (byte === close) {
      this.#at++;
      this.#open.pop();
      return open.kind === 'array' ? open.items : open.entries;
    }
    if (after) {
      if (byte !== comma) {
        this.#fail(open.kind === 'array' ? 'after array element' : 'after object key:value pair');
      }
      this.#at++;
    }
    if (open.kind === 'object') this.#key(open);
    return this.#begin();
  }

  #attach(value: JsonValue): void {
    const open = this.#open.at(-1);
    if (open?.kind === 'array') open.items.push(value);
    else open?.entries.set(open.key, value);
  }

  #key(open: Extract<Open, { kind: 'object' }>): void {
    this.#skipSpace();
    if (this.#bytes[this.#at] !== quoteMark)
      this.#fail('looking for beginning of object key string');
    open.key = this.#string();
    if (open.entries.has(open.key)) this.#duplicate ??= open.key;
    this.#skipSpace();
    if (this.#bytes[this.#at] !== colon) this.#fail('after object key');
    this.#at++;
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at++;
    }
  }

  #string(): string {
    const pieces: string[] = [];
    let start = ++this.#at;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || byte < 0x20) this.#fail('in string literal');
      if (byte === quoteMark || byte === backslash) {
        pieces.push(decodeText(this.#bytes.subarray(start, this.#at)));
        this.#at++;
        if (byte === quoteMark) return joined(pieces);
        pieces.push(this.#escape());
        start = this.#at;
      } else {
        this.#at++;
      }
    }
  }

  #escape(): string {
    const byte = this.#bytes[this.#at];
    const short = byte === undefined ? undefined : shortEscapes.get(byte);
    if (short !== undefined) {
      this.#at++;
      return short;
    }
    if (byte !== 0x75) this.#fail('in string escape code');
    this.#at++;
    let code = 0;
    for (let place = 0; place < 4; place++, this.#at++) {
      const digit = hexDigit(this.#bytes[this.#at]);
      if (digit === undefined) return this.#fail('in \\u hexadecimal character escape');
      code = code * 16 + digit;
    }
    return String.fromCharCode(code);
  }

  #word(word: string, value: JsonValue): JsonValue {
    for (const letter of word) {
      if (this.#bytes[this.#at] !== letter.charCodeAt(0)) {
        this.#fail(`in literal ${word} (expecting '${letter}')`);
      }
      this.#at++;
    }
    return value;
  }

  #number(): number {
    const start = this.#at;
    if (this.#bytes[this.#at] === 0x2d) this.#at++;
    if (this.#bytes[this.#at] === 0x30) this.#at++;
    else this.#digits('in numeric literal');
    if (this.#bytes[this.#at] === 0x2e) {
      this.#at++;
      this.#digits('after decimal point in numeric literal');
    }
    const exponent = this.#bytes[this.#at];
    if (exponent === 0x65 || exponent === 0x45) {
      this.#at++;
      const sign = this.#bytes[this.#at];
      if (sign === 0x2b || sign === 0x2d) this.#at++;
      this.#digits('in exponent of numeric literal');
    }
    const text = decodeText(this.#bytes.subarray(start, this.#at));
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw new SyntaxProblem({
      message: `json: cannot unmarshal number ${text} into Go value of type float64`,
      offset: this.#at,
      atEnd: false,
      outOfRange: true,
    });
  }

  #digits(place: string): void {
    if (!isDigit(this.#bytes[this.#at])) this.#fail(place);
    while (isDigit(this.#bytes[this.#at])) this.#at++;
  }

  #fail(place: string): never {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) {
      const offset = this.#bytes.length;
      // Where no space may follow, Go complains of one that it imagines behind the end.
      const message = noSpaceHere.test(place)
        ? `invalid character ' ' ${place}`
        : 'unexpected end of JSON input';
      throw new SyntaxProblem({ message, offset, atEnd: true });
    }
    throw new SyntaxProblem({
      message: `invalid character ${quoteByte(byte)} ${place}`,
      offset: this.#at + 1,
      atEnd: false,
    });
  }

  #tooDeep(): never {
    throw new SyntaxProblem({ message: 'exceeded max depth', offset: this.#at, atEnd: false });
  }
}

/** A text made of several pieces has escapes in it; lone surrogates among them become U+FFFD. */
function joined(pieces: readonly string[]): string {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  return pieces.join('').replace(lone, '\ufffd');
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (isDigit(byte)) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}

const namedBytes: ReadonlyMap<number, string> = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x27, "\\'"],
  [backslash, '\\\\'],
]);

/** A byte as a Go character; from 0x80 on it counts as a Latin-1 letter. */
function quoteByte(byte: number): string {
  const named = namedBytes.get(byte);
  if (named !== undefined) return `'${named}'`;
  const character = String.fromCharCode(byte);
  const isShown = (byte >= 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  if (isShown) return `'${character}'`;
  const digits = byte.toString(16).padStart(2, '0');
  return byte < 0x80 ? `'\\x${digits}'` : `'\\u00${digits}'`;
}
