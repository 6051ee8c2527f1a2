import { digits, letters, mark } from './byte-table.ts';
import { identifierContinue, identifierStart } from './identifier-ranges.ts';

/** Bits of the class table: what an ASCII character can be part of. */
export const wordStart = 1;
/** Can stand inside an identifier. */
export const wordPart = 2;
/** A decimal digit. */
export const digit = 4;
/** Stands for itself in quoted text, and nothing can begin or end there. */
export const ordinary = 8;

/** For every byte, the bits above; bytes of multi-byte characters have none. */
export const classOf: Uint8Array = classTable();

function classTable(): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(ordinary, 0, 128);
  mark(table, `${letters}_`, wordStart | wordPart);
  mark(table, digits, digit | wordPart);
  mark(table, '-', wordPart);
  for (const character of '"$%\\\n\r') table[character.charCodeAt(0)] = 0;
  return table;
}

/**
 * Bytes of the UTF-8 sequence at `at` (1 to 4), or 0 if there is none. Only the shape is checked: overlong forms and
 * surrogates pass, as in the original scanner.
 */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  let length = 0;
  if (first >= 0xc0 && first <= 0xdf) length = 2;
  else if (first >= 0xe0 && first <= 0xef) length = 3;
  else if (first >= 0xf0 && first <= 0xf7) length = 4;
  for (let index = 1; index < length; index += 1) {
    const next = bytes[at + index];
    if (next === undefined || next < 0x80 || next > 0xbf) return 0;
  }
  return length;
}

/** The code point of a multi-byte sequence of the given length. */
function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let code = bytes[at]! & (0x7f >> length);
  for (let index = 1; index < length; index += 1) code = (code << 6) | (bytes[at + index]! & 0x3f);
  return code;
}

/**
 * Bytes of the multi-byte character at `at` if it can begin (or, with `inside`, continue) an
 * identifier, else 0. As in the original scanner the bytes are compared with those of the first and
 * last character of each range one after the other, so some broken sequences pass.
 */
export function wideWordLength(bytes: Uint8Array, at: number, inside: boolean): number {
  const first = bytes[at]!;
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length === 0 || at + length > bytes.length) return 0;
  let key = 0;
  for (let index = 0; index < 4; index += 1)
    key = key * 256 + (index < length ? bytes[at + index]! : 0);
  return isInRanges(inside ? identifierContinue : identifierStart, key) ? length : 0;
}

function isInRanges(ranges: readonly number[], key: number): boolean {
  let low = 0;
  let high = ranges.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key < utf8Key(ranges[2 * middle]!)) high = middle;
    else if (key > utf8Key(ranges[2 * middle + 1]!)) low = middle + 1;
    else return true;
  }
  return false;
}

/** The UTF-8 bytes of a code point beyond ASCII as one number, the first byte foremost. */
function utf8Key(code: number): number {
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) return (0xc0 | (code >> 6)) * 0x1000000 + last * 0x10000;
  const third = 0x80 | ((code >> 6) & 0x3f);
  if (code < 0x10000) return (0xe0 | (code >> 12)) * 0x1000000 + third * 0x10000 + last * 0x100;
  const second = 0x80 | ((code >> 12) & 0x3f);
  return (0xf0 | (code >> 18)) * 0x1000000 + second * 0x10000 + third * 0x100 + last;
}

/** White space as trim markers and flush heredocs see it. */
export const spaceRun =
  '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';

/**
 * Text in which every sequence of the right shape is one character, however wrong it is: what has no
 * meaning becomes U+FFFD. For counting; a decoder of the platform would count wrong bytes otherwise.
 */
export function looselyDecoded(bytes: Uint8Array): string {
  const units: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Math.max(1, sequenceLength(bytes, at));
    units.push(characterAt(bytes, at, length));
    at += length;
  }
  return units.join('');
}

function characterAt(bytes: Uint8Array, at: number, length: number): string {
  if (length === 1) return bytes[at]! < 0x80 ? String.fromCharCode(bytes[at]!) : '\ufffd';
  const code = codePointAt(bytes, at, length);
  const isOverlong = code < (length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isOverlong || isSurrogate || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}
