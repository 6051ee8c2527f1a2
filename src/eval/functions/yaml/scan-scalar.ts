import { type Cursor, isBlank, isBlankOrEnd, isBreak } from './cursor.ts';
import type { TokenBody } from './tokens.ts';

/** Line ends and blanks between two pieces of a scalar that goes on over lines. */
class Gap {
  blanks = '';
  firstBreak = '';
  furtherBreaks = '';

  /** One line end is a space, further ones stay. */
  get folded(): string {
    if (this.firstBreak === '') return this.blanks;
    if (this.firstBreak !== '\n') return this.firstBreak + this.furtherBreaks;
    return this.furtherBreaks === '' ? ' ' : this.furtherBreaks;
  }

  take(cursor: Cursor): void {
    if (isBlank(cursor.peek())) {
      const blank = cursor.take();
      if (this.firstBreak === '') this.blanks += blank;
    } else if (this.firstBreak === '') this.firstBreak = cursor.takeBreak();
    else this.furtherBreaks += cursor.takeBreak();
  }
}

const atSpace = (cursor: Cursor) => isBlank(cursor.peek()) || isBreak(cursor.peek());

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const next = cursor.peek();
  if (isBlankOrEnd(next)) return true;
  if (next === ':' && isBlankOrEnd(cursor.peek(1))) return true;
  return inFlow && ',?[]{}'.includes(next);
}

/** A scalar without quotes, and whether it ended at the start of a new line. */
export function scanPlain(
  cursor: Cursor,
  context: { readonly inFlow: boolean; readonly indent: number },
): { readonly body: TokenBody; readonly endedLine: boolean } {
  let text = '';
  let gap = new Gap();
  const deeper = context.indent + 1;
  for (;;) {
    if (cursor.atDocumentMark() || cursor.peek() === '#') break;
    while (!endsPlain(cursor, context.inFlow)) {
      text += gap.folded + cursor.take();
      gap = new Gap();
    }
    if (!atSpace(cursor)) break;
    while (atSpace(cursor)) {
      if (gap.firstBreak !== '' && cursor.column < deeper && cursor.peek() === '\t') {
        cursor.fail('found a tab character that violates indentation');
        break;
      }
      gap.take(cursor);
    }
    if (!context.inFlow && cursor.column < deeper) break;
  }
  return { body: { kind: 'scalar', text, style: 'plain' }, endedLine: gap.firstBreak !== '' };
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function scanEscape(cursor: Cursor): string {
  const letter = cursor.peek(1);
  const simple = escapes[letter];
  const length = codeLengths[letter];
  if (simple !== undefined) {
    cursor.skip(2);
    return simple;
  }
  if (length === undefined) {
    cursor.fail('found unknown escape character');
    return '';
  }
  cursor.skip(2);
  const digits = cursor.text.slice(cursor.position, cursor.position + length);
  if (digits.length < length || !/^[0-9A-Fa-f]+$/.test(digits)) {
    cursor.fail('did not find expected hexdecimal number');
    return '';
  }
  const codePoint = Number.parseInt(digits, 16);
  if ((codePoint >= 0xd800 && codePoint <= 0xdfff) || codePoint > 0x10ffff) {
    cursor.fail('found invalid Unicode character escape code');
    return '';
  }
  cursor.skip(length);
  return String.fromCodePoint(codePoint);
}

/** The characters up to the next blank, line end or closing quote; true if an escaped line end came last. */
function scanQuotedPiece(cursor: Cursor, quote: string): { text: string; joined: boolean } {
  let text = '';
  while (!isBlankOrEnd(cursor.peek())) {
    const next = cursor.peek();
    if (quote === "'" && next === "'" && cursor.peek(1) === "'") {
      text += "'";
      cursor.skip(2);
    } else if (next === quote) break;
    else if (quote === '"' && next === '\\' && isBreak(cursor.peek(1))) {
      cursor.take();
      cursor.takeBreak();
      return { text, joined: true };
    } else if (quote === '"' && next === '\\') text += scanEscape(cursor);
    else text += cursor.take();
  }
  return { text, joined: false };
}

/** A scalar in single or double quotes. */
export function scanQuoted(cursor: Cursor): TokenBody {
  const quote = cursor.take();
  let text = '';
  for (;;) {
    if (cursor.atDocumentMark()) cursor.fail('found unexpected document indicator');
    if (cursor.peek() === '') {
      cursor.fail('found unexpected end of stream');
      break;
    }
    const piece = scanQuotedPiece(cursor, quote);
    text += piece.text;
    if (cursor.peek() === quote) break;
    const gap = new Gap();
    // After an escaped line end, blanks are indentation, and further line ends stay.
    while (atSpace(cursor)) {
      if (!piece.joined) gap.take(cursor);
      else if (isBlank(cursor.peek())) cursor.take();
      else gap.furtherBreaks += cursor.takeBreak();
    }
    text += piece.joined ? gap.furtherBreaks : gap.folded;
  }
  cursor.take();
  return { kind: 'scalar', text, style: quote === "'" ? 'single' : 'double' };
}

interface BlockHeader {
  readonly chomping: '' | '+' | '-';
  readonly depth: number;
}

function scanBlockHeader(cursor: Cursor): BlockHeader {
  let chomping: BlockHeader['chomping'] = '';
  let depth = 0;
  const scanChomping = () => {
    const sign = cursor.peek();
    if (sign !== '+' && sign !== '-') return;
    chomping = sign;
    cursor.take();
  };
  scanChomping();
  if (/^[0-9]$/.test(cursor.peek())) {
    if (cursor.peek() === '0') cursor.fail('found an indentation indicator equal to 0');
    depth = Number(cursor.take());
    if (chomping === '') scanChomping();
  }
  cursor.takeWhile(isBlank);
  if (cursor.peek() === '#') cursor.takeWhile((character) => !isBreak(character));
  if (cursor.peek() !== '' && !isBreak(cursor.peek()))
    cursor.fail('did not find expected comment or line break');
  if (isBreak(cursor.peek())) cursor.takeBreak();
  return { chomping, depth };
}

/** Empty lines before a line of a block; finds out the indentation where it is not known (0). */
function scanBlockBreaks(cursor: Cursor, indent: number, parent: number) {
  let breaks = '';
  let deepest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.peek() === ' ') cursor.take();
    deepest = Math.max(deepest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.peek() === '\t')
      cursor.fail('found a tab character where an indentation space is expected');
    if (!isBreak(cursor.peek())) break;
    breaks += cursor.takeBreak();
  }
  return { breaks, indent: indent === 0 ? Math.max(deepest, parent + 1, 1) : indent };
}

/** A block scalar: `|` keeps line ends, `>` folds them. */
export function scanBlock(cursor: Cursor, parent: number): TokenBody {
  const literal = cursor.take() === '|';
  const header = scanBlockHeader(cursor);
  const wanted = header.depth === 0 ? 0 : Math.max(parent, 0) + header.depth;
  let { breaks, indent } = scanBlockBreaks(cursor, wanted, parent);
  let text = '';
  let lineBreak = '';
  let afterIndented = false;
  while (cursor.column === indent && cursor.peek() !== '') {
    const indented = isBlank(cursor.peek());
    if (!literal && !afterIndented && !indented && lineBreak === '\n') {
      if (breaks === '') text += ' ';
    } else text += lineBreak;
    text += breaks;
    afterIndented = indented;
    text += cursor.takeWhile((character) => !isBreak(character));
    lineBreak = cursor.peek() === '' ? '' : cursor.takeBreak();
    ({ breaks, indent } = scanBlockBreaks(cursor, indent, parent));
  }
  if (header.chomping !== '-') text += lineBreak;
  if (header.chomping === '+') text += breaks;
  return { kind: 'scalar', text, style: 'block' };
}
