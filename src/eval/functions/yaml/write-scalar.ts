import { foldWidth, type Page } from './layout.ts';

const breaks = /[\r\n\u0085\u2028\u2029]/;
const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\ud800-\udfff]/;

/** Text that cannot be read back from a literal block. */
function needsQuotes(text: string): boolean {
  return unprintable.test(text) || text.endsWith(' ') || / [\r\n\u0085\u2028\u2029]/.test(text);
}

/** Can the text stand before a colon on one line? The limit is in bytes. */
export function isSimpleKey(text: string): boolean {
  return !breaks.test(text) && new TextEncoder().encode(text).length <= 128;
}

const named: Readonly<Record<number, string>> = {
  0: '0',
  7: 'a',
  8: 'b',
  9: 't',
  10: 'n',
  11: 'v',
  12: 'f',
  13: 'r',
  27: 'e',
  34: '"',
  92: '\\',
  133: 'N',
  160: '_',
  8232: 'L',
  8233: 'P',
};

function escaped(character: string): string {
  const codePoint = character.codePointAt(0)!;
  const name = named[codePoint];
  if (name !== undefined) return `\\${name}`;
  const digits = codePoint.toString(16).toUpperCase();
  if (codePoint <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  if (codePoint <= 0xffff) return `\\u${digits.padStart(4, '0')}`;
  return `\\U${digits.padStart(8, '0')}`;
}

/** Writes a text in double quotes; with `fold`, long lines are broken at single spaces. */
export function writeQuoted(page: Page, text: string, fold: boolean): void {
  const characters = Array.from(text);
  // As observed: a text that starts with a byte order mark has every character escaped.
  const escapeAll = text.startsWith('\ufeff');
  let afterSpace = false;
  page.mark('"', { spaced: true, indents: false });
  for (const [index, character] of characters.entries()) {
    const special = breaks.test(character) || unprintable.test(character);
    if (escapeAll || special || character === '"' || character === '\\') {
      page.put(escaped(character));
      afterSpace = false;
      continue;
    }
    const inside = index > 0 && index < characters.length - 1;
    if (character === ' ' && fold && !afterSpace && inside && page.column > foldWidth) {
      page.startLine();
      if (characters[index + 1] === ' ') page.put('\\');
    } else page.put(character);
    afterSpace = character === ' ';
  }
  page.mark('"', { spaced: false, indents: false });
}

/** `-` drops the final newline, `+` keeps several; a digit says how deep a block is that starts with a space. */
function blockHints(text: string): string {
  const depth = text.startsWith(' ') || breaks.test(text[0] ?? '') ? '2' : '';
  if (!breaks.test(text.at(-1) ?? '')) return `${depth}-`;
  return text.length === 1 || breaks.test(text.at(-2) ?? '') ? `${depth}+` : depth;
}

function writeLiteral(page: Page, text: string): void {
  page.mark(`|${blockHints(text)}`, { spaced: true, indents: false });
  page.breakLine();
  page.onlyIndentation = true;
  page.afterSpace = true;
  for (const piece of text.match(/[\r\n\u0085\u2028\u2029]|[^\r\n\u0085\u2028\u2029]+/g) ?? []) {
    if (piece === '\n') {
      page.breakLine();
      page.onlyIndentation = true;
    } else if (breaks.test(piece)) {
      page.text += piece;
      page.column = 0;
      page.onlyIndentation = true;
    } else {
      page.startLine();
      page.put(piece);
      page.onlyIndentation = false;
    }
  }
}

/** Writes a string: as a literal block if it has several lines and can be one, else in quotes. */
export function writeText(page: Page, text: string, simpleKey: boolean): void {
  page.nested(true, false, () => {
    if (text.includes('\n') && !simpleKey && !needsQuotes(text)) writeLiteral(page, text);
    else writeQuoted(page, text, !simpleKey);
  });
}

/** Writes `null`, a number or a bool. */
export function writePlain(page: Page, text: string): void {
  if (!page.afterSpace) page.put(' ');
  page.put(text);
  page.afterSpace = false;
  page.onlyIndentation = false;
}
