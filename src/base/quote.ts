import { once } from './once.ts';

const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** What a quoted text is put in, and whether characters beyond ASCII are escaped. */
export interface Quoting {
  readonly delimiter: '"' | "'";
  readonly asciiOnly: boolean;
}

/** What Go prints as it is: letters, marks, numbers, punctuation, symbols and the ASCII space. */
const printable = once(() => /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u);
const plain = /^[ !#-[\]-~]*$/;

/** True for the characters that Go prints as they are: letters, marks, numbers, symbols, space. */
export function isPrintable(character: string): boolean {
  return printable().test(character);
}

/** The text in double quotes with Go's escapes, as `%q` prints it (template-language 3.9). */
export function quote(text: string): string {
  return plain.test(text) ? `"${text}"` : quoteWith(text, { delimiter: '"', asciiOnly: false });
}

/** The text in quotes of a kind with Go's escapes. */
export function quoteWith(text: string, { delimiter, asciiOnly }: Quoting): string {
  let out: string = delimiter;
  for (const character of text)
    out += character === delimiter ? `\\${character}` : escaped(character, asciiOnly);
  return out + delimiter;
}

function escaped(character: string, asciiOnly: boolean): string {
  const short = named[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  // A lone surrogate cannot be encoded in UTF-8; it reads as the replacement character.
  if (code >= 0xd800 && code <= 0xdfff) return asciiOnly ? '\\ufffd' : '\ufffd';
  if ((code < 0x7f || !asciiOnly) && isPrintable(character)) return character;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
