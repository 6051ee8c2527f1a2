import {
  classOf,
  digit,
  sequenceLength,
  wideWordLength,
  wordPart,
  wordStart,
} from './characters.ts';
import {
  BareTemplate,
  HeredocTemplate,
  QuotedTemplate,
  type TemplateScan,
} from './template-lexer.ts';
import { markLength } from './text.ts';
import { Token, type TokenKind, TokenTable } from './tokens.ts';

/** How a text is read from its first byte on. */
export type ScanMode = 'configuration' | 'template';

/** Cuts a text into tokens. Every byte is in a token, a gap of spaces and tabs, or a leading mark. */
export function scan(bytes: Uint8Array, mode: ScanMode): TokenTable {
  const lexer = new Lexer(bytes, mode);
  lexer.run();
  return lexer.tokens;
}

/** One-byte tokens that no longer token begins with. */
const single: Uint8Array = new Uint8Array(256);
for (const [character, kind] of [
  ['[', Token.openBracket],
  [']', Token.closeBracket],
  ['(', Token.openParen],
  [')', Token.closeParen],
  [',', Token.comma],
  ['*', Token.star],
  ['%', Token.percent],
  ['+', Token.plus],
  ['-', Token.minus],
  ['?', Token.question],
  ['^', Token.bitwiseXor],
  ['`', Token.backtick],
  ["'", Token.apostrophe],
  [';', Token.semicolon],
  ['\n', Token.newline],
] as const) {
  single[character.charCodeAt(0)] = kind;
}

/** Two-byte tokens by first byte: second byte, their kind, and the kind of the first byte alone. */
const pairs: ReadonlyMap<number, readonly (readonly [number, TokenKind, TokenKind])[]> = new Map(
  (
    [
      [
        '=',
        [
          ['=', Token.equalTo, Token.equal],
          ['>', Token.fatArrow, Token.equal],
        ],
      ],
      ['!', [['=', Token.notEqualTo, Token.not]]],
      ['>', [['=', Token.greaterOrEqual, Token.greater]]],
      ['<', [['=', Token.lessOrEqual, Token.less]]],
      ['&', [['&', Token.and, Token.bitwiseAnd]]],
      ['|', [['|', Token.or, Token.bitwiseOr]]],
      [':', [[':', Token.doubleColon, Token.colon]]],
    ] as const
  ).map(([first, seconds]) => [
    first.charCodeAt(0),
    seconds.map(([second, both, alone]) => [second.charCodeAt(0), both, alone] as const),
  ]),
);

class Lexer {
  readonly bytes: Uint8Array;
  readonly tokens: TokenTable;
  #at: number;
  /** Templates that are open around the current place; between them the normal mode. */
  readonly #templates: TemplateScan[] = [];
  /** Heredocs that are open, innermost last. */
  readonly #heredocs: HeredocTemplate[] = [];
  /** Braces open, and those of them that end a template sequence. */
  #braces = 0;
  readonly #sequenceBraces: number[] = [];
  /** In the text of the innermost template, not in a sequence of it. */
  #inTemplate = false;

  constructor(bytes: Uint8Array, mode: ScanMode) {
    this.bytes = bytes;
    this.tokens = new TokenTable(Math.max(16, bytes.length >> 2));
    this.#at = markLength(bytes);
    if (mode === 'template') {
      this.#templates.push(new BareTemplate());
      this.#inTemplate = true;
    }
  }

  run(): void {
    const { bytes, tokens } = this;
    while (this.#at < bytes.length) {
      if (this.#inTemplate) this.#templateToken();
      else this.#normalToken();
    }
    tokens.push(Token.endOfFile, bytes.length, bytes.length);
  }

  #templateToken(): void {
    const template = this.#templates[this.#templates.length - 1]!;
    const { bytes, tokens } = this;
    const at = this.#at;
    const byte = bytes[at]!;
    if ((byte === 0x24 || byte === 0x25) && bytes[at + 1] === 0x7b) {
      const end = bytes[at + 2] === 0x7e ? at + 3 : at + 2;
      tokens.push(byte === 0x24 ? Token.templateInterpolation : Token.templateControl, at, end);
      this.#braces += 1;
      this.#sequenceBraces.push(this.#braces);
      const heredoc = this.#heredocs[this.#heredocs.length - 1];
      if (heredoc !== undefined) heredoc.atLineStart = false;
      this.#inTemplate = false;
      this.#at = end;
      return;
    }
    const next = template.token(bytes, at, tokens);
    this.#at = next.at;
    if (!next.closed) return;
    this.#templates.pop();
    if (template instanceof HeredocTemplate) this.#heredocs.pop();
    this.#inTemplate = false;
  }

  #normalToken(): void {
    const { bytes } = this;
    const at = this.#at;
    const byte = bytes[at]!;
    const category = classOf[byte]!;
    if ((category & wordStart) !== 0) {
      this.#word(at, at + 1);
    } else if (byte === 0x20 || byte === 0x09) {
      this.#at = at + 1;
    } else if (single[byte] !== 0) {
      this.tokens.push(singleKind(single[byte]!), at, at + 1);
      this.#at = at + 1;
    } else if ((category & digit) !== 0) {
      this.#push(Token.number, numberEnd(bytes, at));
    } else {
      this.#rareToken(byte);
    }
  }

  #push(kind: TokenKind, end: number): void {
    this.tokens.push(kind, this.#at, end);
    this.#at = end;
  }

  #word(start: number, from: number): void {
    const end = wordEnd(this.bytes, from);
    this.tokens.push(Token.identifier, start, end);
    this.#at = end;
  }

  #rareToken(byte: number): void {
    const { bytes } = this;
    const at = this.#at;
    const next = bytes[at + 1];
    switch (byte) {
      case 0x22: // "
        this.#push(Token.openQuote, at + 1);
        this.#templates.push(new QuotedTemplate());
        this.#inTemplate = true;
        return;
      case 0x7b: // {
        this.#braces += 1;
        return this.#push(Token.openBrace, at + 1);
      case 0x7d: // }
        return this.#closeBrace(at + 1, Token.closeBrace);
      case 0x7e: // ~
        if (next === 0x7d) return this.#closeBrace(at + 2, Token.templateEnd);
        return this.#push(Token.bitwiseNot, at + 1);
      case 0x2e: // .
        if (next === 0x2e && bytes[at + 2] === 0x2e) return this.#push(Token.ellipsis, at + 3);
        return this.#push(Token.dot, at + 1);
      case 0x0d: // carriage return
        return this.#push(
          next === 0x0a ? Token.newline : Token.invalid,
          next === 0x0a ? at + 2 : at + 1,
        );
      case 0x23: // #
        return this.#push(Token.comment, lineEnd(bytes, at));
      case 0x2f: // /
        return this.#slash(next);
      case 0x3c: // <
        if (next === 0x3c && this.#heredoc()) return;
    }
    const options = pairs.get(byte);
    if (options === undefined) return this.#wideToken();
    const match = options.find(([second]) => second === next);
    if (match === undefined) this.#push(options[0]![2], at + 1);
    else this.#push(match[1], at + 2);
  }

  /** `}` and `~}` end a template sequence if that is the innermost open brace. */
  #closeBrace(end: number, otherwise: TokenKind): void {
    const open = this.#sequenceBraces;
    const endsSequence = open.length > 0 && open[open.length - 1] === this.#braces;
    this.#braces -= 1;
    if (endsSequence) {
      open.pop();
      this.#inTemplate = true;
    }
    this.#push(endsSequence ? Token.templateEnd : otherwise, end);
  }

  #slash(next: number | undefined): void {
    const { bytes } = this;
    const at = this.#at;
    if (next === 0x2f) return this.#push(Token.comment, lineEnd(bytes, at));
    if (next !== 0x2a) return this.#push(Token.slash, at + 1);
    const end = commentEnd(bytes, at + 2);
    this.#push(end < 0 ? Token.slash : Token.comment, end < 0 ? at + 1 : end);
  }

  #heredoc(): boolean {
    const { bytes } = this;
    let start = this.#at + 2;
    if (bytes[start] === 0x2d) start += 1;
    const first = classOf[bytes[start]!]! & wordStart;
    const width = first !== 0 ? 1 : start < bytes.length ? wideWordLength(bytes, start, false) : 0;
    if (width === 0) return false;
    const markerEnd = wordEnd(bytes, start + width);
    const feed = bytes[markerEnd] === 0x0d ? markerEnd + 1 : markerEnd;
    if (bytes[feed] !== 0x0a) return false;
    this.#push(Token.openHeredoc, feed + 1);
    const heredoc = new HeredocTemplate(bytes.subarray(start, markerEnd));
    this.#templates.push(heredoc);
    this.#heredocs.push(heredoc);
    this.#inTemplate = true;
    return true;
  }

  #wideToken(): void {
    const { bytes } = this;
    const at = this.#at;
    const width = bytes[at]! < 0x80 ? 0 : wideWordLength(bytes, at, false);
    if (width > 0) return this.#word(at, at + width);
    const length = sequenceLength(bytes, at);
    this.#push(length === 0 ? Token.badUtf8 : Token.invalid, at + Math.max(1, length));
  }
}

/** The table holds nothing but kinds. */
function singleKind(kind: number): TokenKind {
  return kind as TokenKind;
}

function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    while ((classOf[bytes[at]!]! & wordPart) !== 0) at += 1;
    if (at >= bytes.length || bytes[at]! < 0x80) return at;
    const width = wideWordLength(bytes, at, true);
    if (width === 0) return at;
    at += width;
  }
}

/** The longest number from a digit on: digits, dots and exponents, with a digit at the end. */
function numberEnd(bytes: Uint8Array, start: number): number {
  let end = start + 1;
  for (let at = end; at < bytes.length; ) {
    const byte = bytes[at]!;
    if ((classOf[byte]! & digit) !== 0) {
      at += 1;
      end = at;
    } else if (byte === 0x2e) {
      at += 1;
    } else if (byte === 0x65 || byte === 0x45) {
      const sign = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? 1 : 0;
      const first = bytes[at + 1 + sign];
      if (first === undefined || (classOf[first]! & digit) === 0) return end;
      at += 2 + sign;
      end = at;
    } else return end;
  }
  return end;
}

/** After the line feed, or the end of the text. */
function lineEnd(bytes: Uint8Array, from: number): number {
  const feed = bytes.indexOf(0x0a, from);
  return feed < 0 ? bytes.length : feed + 1;
}

/** After the closing of a block comment; negative if there is none. */
function commentEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x2a, from); at >= 0; at = bytes.indexOf(0x2a, at + 1)) {
    if (bytes[at + 1] === 0x2f) return at + 2;
  }
  return -1;
}
