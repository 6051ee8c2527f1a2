import { failed, isPrintable, ok, quoteWith, type Result } from '../base/index.ts';

/** Text in double quotes with Go's escapes (%q). */
export function quote(text: string, asciiOnly = false): string {
  return quoteWith(text, { delimiter: '"', asciiOnly });
}

/** One character in single quotes with Go's escapes (%q of an integer). */
export function quoteCharacter(character: string, asciiOnly = false): string {
  return quoteWith(character, { delimiter: "'", asciiOnly });
}

/** `U+0041 'A'`, as Go prints a character in messages (%#U). */
export function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrintable(character) ? `${name} '${character}'` : name;
}

const simple: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** Undoes a Go string literal in double quotes or back-ticks; fails with Go's words. */
export function unquote(literal: string): Result<string, string> {
  if (literal.startsWith('`')) return ok(literal.slice(1, -1).replaceAll('\r', ''));
  return unescapeLiteral(literal.slice(1, -1), '"');
}

/** Undoes the escapes between two quotes of the given kind. */
export function unescapeLiteral(body: string, delimiter: '"' | "'"): Result<string, string> {
  const bytes: number[] = [];
  let at = 0;
  while (at < body.length) {
    const character = String.fromCodePoint(body.codePointAt(at) ?? 0);
    if (character === delimiter || character === '\n') return failed('invalid syntax');
    if (character !== '\\') {
      bytes.push(...new TextEncoder().encode(character));
      at += character.length;
      continue;
    }
    const found = readEscape(body, at + 1, delimiter);
    if (found === undefined) return failed('invalid syntax');
    bytes.push(...found.bytes);
    at = found.end;
  }
  return ok(new TextDecoder().decode(Uint8Array.from(bytes)));
}

interface Escape {
  readonly bytes: Iterable<number>;
  readonly end: number;
}

function readEscape(body: string, at: number, delimiter: string): Escape | undefined {
  const letter = body[at];
  if (letter === undefined) return undefined;
  if (letter === delimiter) return text(letter, at + 1);
  const known = simple.get(letter);
  if (known !== undefined) return text(known, at + 1);
  const width = { x: 2, u: 4, U: 8 }[letter];
  if (width !== undefined) {
    const digits = body.slice(at + 1, at + 1 + width);
    if (digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
    const code = Number.parseInt(digits, 16);
    const end = at + 1 + width;
    if (letter === 'x') return { bytes: [code], end };
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    return text(String.fromCodePoint(code), end);
  }
  const octal = /^[0-7]{3}/.exec(body.slice(at, at + 3))?.[0];
  if (octal === undefined || Number.parseInt(octal, 8) > 255) return undefined;
  return { bytes: [Number.parseInt(octal, 8)], end: at + 3 };
}

function text(characters: string, end: number): Escape {
  return { bytes: new TextEncoder().encode(characters), end };
}
