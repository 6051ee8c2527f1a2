import { failed, ok, type Result } from '../../../base/index.ts';

/** A scalar of a JSON text; a number keeps its digits, because the language reads more than 53 bits. */
export type JsonScalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'string'; readonly value: string };

/** A scalar and where the text goes on after it. */
export interface ReadScalar {
  readonly scalar: JsonScalar;
  readonly end: number;
}

/** Go's way of showing the byte where the trouble is: the first byte of the character. */
function shownByte(text: string, at: number): string {
  const codePoint = text.codePointAt(at)!;
  let byte = codePoint;
  if (codePoint > 0xffff) byte = 0xf0 | (codePoint >> 18);
  else if (codePoint > 0x7ff) byte = 0xe0 | (codePoint >> 12);
  else if (codePoint > 0x7f) byte = 0xc0 | (codePoint >> 6);
  if (byte === 0x27) return `'\\''`;
  if (byte === 0x5c) return `'\\\\'`;
  const named: Readonly<Record<number, string>> = {
    7: '\\a',
    8: '\\b',
    9: '\\t',
    10: '\\n',
    11: '\\v',
    12: '\\f',
    13: '\\r',
  };
  if (byte < 0x20 || byte === 0x7f)
    return `'${named[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`}'`;
  return `'${String.fromCharCode(byte)}'`;
}

/** The message about a character that does not fit; `context` says where, with a space before it. */
export function invalidCharacter(text: string, at: number, context: string): string {
  return `invalid character ${shownByte(text, at)}${context}`;
}

function unexpected(text: string, at: number, context: string): Result<never, string> {
  return failed(at >= text.length ? 'unexpected EOF' : invalidCharacter(text, at, context));
}

function readLiteral(text: string, start: number, word: string, scalar: JsonScalar) {
  for (let i = 1; i < word.length; i++)
    if (text[start + i] !== word[i])
      return unexpected(text, start + i, ` in literal ${word} (expecting '${word[i]}')`);
  return ok({ scalar, end: start + word.length });
}

const isDigit = (character: string | undefined) =>
  character !== undefined && character >= '0' && character <= '9';

function readNumber(text: string, start: number): Result<ReadScalar, string> {
  let at = start;
  if (text[at] === '-') at++;
  if (!isDigit(text[at])) return unexpected(text, at, ' in numeric literal');
  if (text[at] === '0') at++;
  else while (isDigit(text[at])) at++;
  if (text[at] === '.') {
    at++;
    if (!isDigit(text[at])) return unexpected(text, at, ' after decimal point in numeric literal');
    while (isDigit(text[at])) at++;
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at++;
    if (text[at] === '+' || text[at] === '-') at++;
    if (!isDigit(text[at])) return unexpected(text, at, ' in exponent of numeric literal');
    while (isDigit(text[at])) at++;
  }
  return ok({ scalar: { kind: 'number', digits: text.slice(start, at) }, end: at });
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readString(text: string, start: number): Result<ReadScalar, string> {
  let value = '';
  let at = start + 1;
  for (;;) {
    const run = at;
    while (at < text.length && text[at] !== '"' && text[at] !== '\\' && text[at]! >= ' ') at++;
    value += text.slice(run, at);
    if (text[at] === '"') {
      const whole = value.replace(/[\ud800-\udfff]/gu, '\ufffd');
      return ok({ scalar: { kind: 'string', value: whole }, end: at + 1 });
    }
    if (text[at] !== '\\') return unexpected(text, at, ' in string literal');
    at++;
    const letter = text[at];
    if (letter === 'u') {
      for (let i = 1; i <= 4; i++)
        if (!/^[0-9a-fA-F]$/.test(text[at + i] ?? ''))
          return unexpected(text, at + i, ' in \\u hexadecimal character escape');
      value += String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 5), 16));
      at += 5;
    } else if (letter !== undefined && escapes[letter] !== undefined) {
      value += escapes[letter];
      at++;
    } else return unexpected(text, at, ' in string escape code');
  }
}

/** Reads the scalar that starts at `start`, with Go's words for what is wrong with it. */
export function readScalar(text: string, start: number): Result<ReadScalar, string> {
  const first = text[start];
  if (first === '"') return readString(text, start);
  if (first === '-' || isDigit(first)) return readNumber(text, start);
  if (first === 't') return readLiteral(text, start, 'true', { kind: 'bool', value: true });
  if (first === 'f') return readLiteral(text, start, 'false', { kind: 'bool', value: false });
  if (first === 'n') return readLiteral(text, start, 'null', { kind: 'null' });
  return unexpected(text, start, ' looking for beginning of value');
}
