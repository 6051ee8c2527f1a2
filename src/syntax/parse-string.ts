import { quote } from '../base/index.ts';
import type { ParseState } from './parse-state.ts';
import { TextRange } from './ranges.ts';
import * as Token from './token.ts';
import { inString } from './wordings.ts';

/** A text, and the tokens it was written with, quotes included. */
export interface StringLiteral {
  readonly value: string;
  readonly first: number;
  readonly last: number;
}

/** Quotes without template sequences inside: a label, or a key in a reference. */
export function parseStringLiteral(state: ParseState): StringLiteral {
  const first = state.read();
  if (state.kind() !== Token.openQuote) {
    state.report(inString.quotesRequired, { subject: state.rangeOf(first) });
    return { value: '', first, last: first };
  }
  let value = '';
  for (;;) {
    const token = state.read();
    const kind = state.kind();
    if (kind === Token.quotedText) {
      value += decodeText(state, token);
      continue;
    }
    if (kind === Token.closeQuote) return { value, first, last: token };
    const place = { subject: state.rangeOf(token), context: state.span(first, token) };
    switch (kind) {
      case Token.templateControl:
      case Token.templateInterpolation: {
        const marker = kind === Token.templateControl ? '%' : '$';
        state.report(inString.sequence(marker), place);
        value += `${marker}{ ... }`;
        state.recover(Token.templateEnd);
        break;
      }
      case Token.endOfFile:
        state.report(inString.unterminated, place);
        return { value, first, last: token };
      default:
        state.report(inString.item, place);
        state.recover(Token.closeQuote);
        return { value, first, last: token };
    }
  }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

/** The text that a literal token of a template stands for. */
export function decodeText(state: ParseState, token: number): string {
  const kind = state.kind();
  const raw = state.textOf(token);
  if (raw.startsWith('$${') || raw.startsWith('%%{')) return raw.slice(1);
  if (kind !== Token.quotedText || !raw.includes('\\')) return raw;
  return decodeEscapes(state, token, raw);
}

function decodeEscapes(state: ParseState, token: number, raw: string): string {
  let result = '';
  let at = 0;
  // Bytes of the token up to a character of its text, for the places of mistakes.
  const counted = { characters: 0, bytes: 0 };
  for (let slash = raw.indexOf('\\'); slash >= 0; slash = raw.indexOf('\\', at)) {
    result += raw.slice(at, slash);
    const selector = String.fromCodePoint(raw.codePointAt(slash + 1) ?? 0xfffd);
    const digits = selector === 'u' ? 4 : selector === 'U' ? 8 : 0;
    const hex =
      digits === 0
        ? ''
        : (/^[0-9a-fA-F]*/.exec(raw.slice(slash + 2, slash + 2 + digits))?.[0] ?? '');
    at = slash + 1 + selector.length + hex.length;
    const report = (detail: string) => {
      const [from, to] = [slash, at].map((end) => bytesUpTo(raw, end, counted));
      const { text, from: start } = state.rangeOf(token);
      const subject = new TextRange(text, start + from!, start + to!);
      state.report(inString.escape(detail), { subject });
    };
    if (digits > 0) result += decodeHex(hex, digits, raw.slice(slash, at), report);
    else {
      const decoded = simpleEscapes[selector];
      if (decoded === undefined) {
        report(`The symbol ${quote(selector)} is not a valid escape sequence selector.`);
      }
      result += decoded ?? selector;
    }
  }
  return result + raw.slice(at);
}

function decodeHex(
  hex: string,
  digits: number,
  written: string,
  report: (detail: string) => void,
): string {
  if (hex.length < digits) {
    const [selector, count] = digits === 4 ? ['u', 'four'] : ['U', 'eight'];
    report(`The \\${selector} escape sequence must be followed by ${count} hexadecimal digits.`);
    return written;
  }
  const code = Number.parseInt(hex, 16);
  if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  report(`Cannot encode character U+${code.toString(16).padStart(4, '0')} in UTF-8.`);
  return written;
}

const encoder = new TextEncoder();

/** Goes on counting where the last call ended. */
function bytesUpTo(
  raw: string,
  end: number,
  counted: { characters: number; bytes: number },
): number {
  counted.bytes += encoder.encode(raw.slice(counted.characters, end)).length;
  counted.characters = end;
  return counted.bytes;
}
