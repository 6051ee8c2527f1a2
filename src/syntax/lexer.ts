import {
  classOf,
  digit,
  sequenceLength,
  wideWordLength,
  wordPart,
  wordStart,
} from './characters.ts';
import {
  bareTemplate,
  closedAt,
  HeredocTemplate,
  quotedTemplate,
  type TemplateScan,
} from './template-lexer.ts';
import { markLength } from './text.ts';
import * as Token from './token.ts';
import { type TokenKind, TokenTable } from './tokens.ts';

/** How a text is read from its first byte on. */
export type ScanMode = 'configuration' | 'template';

/** Cuts a text into tokens. Every byte is in a token, a gap of spaces and tabs, or a leading mark. */
export function scan(bytes: Uint8Array, mode: ScanMode): TokenTable {
  const lexer = new Lexer(bytes, mode);
  lexer.run();
  return lexer.tokens;
}

/**
 * What begins with a byte: the token, if there is only one, else the shortest. Nothing (a comment would be one) stands
 * for bytes beyond ASCII and those that begin none.
 */
const kindByFirst: Uint8Array = new Uint8Array(256);
for (const [byte, bits] of classOf.entries()) {
  if ((bits & wordStart) !== 0) kindByFirst[byte] = Token.identifier;
  else if ((bits & digit) !== 0) kindByFirst[byte] = Token.number;
}
for (const [character, kind] of [
  ['[', Token.openBracket],
  [']', Token.closeBracket],
  ['(', Token.openParen],
  [')', Token.closeParen],
  ['{', Token.openBrace],
  ['}', Token.closeBrace],
  [',', Token.comma],
  ['.', Token.dot],
  ['*', Token.star],
  ['/', Token.slash],
  ['%', Token.percent],
  ['+', Token.plus],
  ['-', Token.minus],
  ['=', Token.equal],
  ['!', Token.not],
  ['<', Token.less],
  ['>', Token.greater],
  ['&', Token.bitwiseAnd],
  ['|', Token.bitwiseOr],
  ['^', Token.bitwiseXor],
  ['~', Token.bitwiseNot],
  [':', Token.colon],
  ['?', Token.question],
  ['"', Token.openQuote],
  ['`', Token.backtick],
  ["'", Token.apostrophe],
  [';', Token.semicolon],
  ['#', Token.lineComment],
  ['\n', Token.newline],
  ['\r', Token.invalid],
] as const) {
  kindByFirst[character.charCodeAt(0)] = kind;
}

/** Nonzero for the second bytes of tokens of two. */
const endsPair: Uint8Array = new Uint8Array(256);
endsPair['<'.charCodeAt(0)] = 1;
/** Tokens of two bytes: the first and, eight bits lower, the second. */
const pairs: ReadonlyMap<number, TokenKind> = new Map(
  (
    [
      ['==', Token.equalTo],
      ['=>', Token.fatArrow],
      ['!=', Token.notEqualTo],
      ['>=', Token.greaterOrEqual],
      ['<=', Token.lessOrEqual],
      ['&&', Token.and],
      ['||', Token.or],
      ['::', Token.doubleColon],
    ] as const
  ).map(([text, kind]) => {
    endsPair[text.charCodeAt(1)] = 1;
    return [(text.charCodeAt(0) << 8) | text.charCodeAt(1), kind] as const;
  }),
);

/** Its methods take the place of a token, put the token into the table and say where the next may be. */
class Lexer {
  readonly bytes: Uint8Array;
  readonly tokens: TokenTable;
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
    if (mode === 'template') {
      this.#templates.push(bareTemplate);
      this.#inTemplate = true;
    }
  }

  run(): void {
    const { bytes, tokens } = this;
    const { length } = bytes;
    let at = markLength(bytes);
    while (at < length) at = this.#inTemplate ? this.#templateToken(at) : this.#token(at);
    tokens.push(Token.endOfFile, bytes.length, bytes.length);
  }

  #templateToken(at: number): number {
    const template = this.#templates[this.#templates.length - 1]!;
    const { bytes, tokens } = this;
    const byte = bytes[at]!;
    if ((byte === 0x24 || byte === 0x25) && bytes[at + 1] === 0x7b) {
      this.#braces += 1;
      this.#sequenceBraces.push(this.#braces);
      const heredoc = this.#heredocs[this.#heredocs.length - 1];
      if (heredoc !== undefined) heredoc.atLineStart = false;
      this.#inTemplate = false;
      const kind = byte === 0x24 ? Token.templateInterpolation : Token.templateControl;
      return tokens.push(kind, at, bytes[at + 2] === 0x7e ? at + 3 : at + 2);
    }
    const next = template.token(bytes, at, tokens);
    if (next >= 0) return next;
    this.#templates.pop();
    if (template instanceof HeredocTemplate) this.#heredocs.pop();
    this.#inTemplate = false;
    return closedAt(next);
  }

  #token(from: number): number {
    const { bytes, tokens } = this;
    let at = from;
    const { length } = bytes;
    while (at < length && (bytes[at] === 0x20 || bytes[at] === 0x09)) at += 1;
    if (at === length) return at;
    const byte = bytes[at]!;
    const kind = kindIn(kindByFirst, byte);
    switch (kind) {
      case Token.identifier:
        return tokens.push(kind, at, wordEnd(bytes, at + 1));
      case Token.number:
        return tokens.push(kind, at, numberEnd(bytes, at));
      case Token.openQuote:
        this.#templates.push(quotedTemplate);
        this.#inTemplate = true;
        break;
      case Token.openBrace:
        this.#braces += 1;
        break;
      case Token.closeBrace:
        return tokens.push(this.#closeBrace(kind), at, at + 1);
      case Token.less:
      case Token.equal:
      case Token.not:
      case Token.greater:
      case Token.bitwiseAnd:
      case Token.bitwiseOr:
      case Token.colon:
        return this.#sign(kind, at);
      case Token.dot:
      case Token.slash:
      case Token.bitwiseNot:
      case Token.lineComment:
      case Token.invalid:
      case Token.comment:
        return this.#longerToken(kind, at);
      default:
    }
    return tokens.push(kind, at, at + 1);
  }

  /** A sign that another may follow, and that with another `<` begins a heredoc. */
  #sign(kind: TokenKind, at: number): number {
    const { bytes, tokens } = this;
    const next = bytes[at + 1];
    if (next === undefined || endsPair[next] === 0) return tokens.push(kind, at, at + 1);
    if (kind === Token.less && next === 0x3c) {
      const end = this.#heredoc(at);
      if (end > at) return end;
    }
    const both = pairs.get((bytes[at]! << 8) | next);
    if (both !== undefined) return tokens.push(both, at, at + 2);
    return tokens.push(kind, at, at + 1);
  }

  /** What begins like a token of one byte, and may be longer or something else. */
  #longerToken(kind: TokenKind, at: number): number {
    const { bytes, tokens } = this;
    const next = bytes[at + 1];
    switch (kind) {
      case Token.dot:
        if (next === 0x2e && bytes[at + 2] === 0x2e) return tokens.push(Token.ellipsis, at, at + 3);
        return tokens.push(kind, at, at + 1);
      case Token.bitwiseNot:
        if (next === 0x7d) return tokens.push(this.#closeBrace(Token.templateEnd), at, at + 2);
        return tokens.push(kind, at, at + 1);
      case Token.invalid: // A carriage return without its line feed.
        if (next === 0x0a) return tokens.push(Token.newline, at, at + 2);
        return tokens.push(kind, at, at + 1);
      case Token.lineComment:
        return this.#lineComment(at);
      case Token.slash:
        return this.#slash(at, next);
      default:
        return this.#wideToken(at);
    }
  }

  /** `}` and `~}` end a template sequence if that is the innermost open brace. */
  #closeBrace(otherwise: TokenKind): TokenKind {
    const open = this.#sequenceBraces;
    const endsSequence = open.length > 0 && open[open.length - 1] === this.#braces;
    this.#braces -= 1;
    if (!endsSequence) return otherwise;
    open.pop();
    this.#inTemplate = true;
    return Token.templateEnd;
  }

  #lineComment(at: number): number {
    const feed = this.bytes.indexOf(0x0a, at);
    if (feed < 0) return this.tokens.push(Token.comment, at, this.bytes.length);
    return this.tokens.push(Token.lineComment, at, feed + 1);
  }

  #slash(at: number, next: number | undefined): number {
    const { bytes, tokens } = this;
    if (next === 0x2f) return this.#lineComment(at);
    const end = next === 0x2a ? commentEnd(bytes, at + 2) : -1;
    if (end < 0) return tokens.push(Token.slash, at, at + 1);
    return tokens.push(Token.comment, at, end);
  }

  /** A heredoc's opening line; stays where it is if there is none. */
  #heredoc(at: number): number {
    const { bytes } = this;
    let start = at + 2;
    if (bytes[start] === 0x2d) start += 1;
    const first = classOf[bytes[start]!]! & wordStart;
    const width = first !== 0 ? 1 : start < bytes.length ? wideWordLength(bytes, start, false) : 0;
    if (width === 0) return at;
    const markerEnd = wordEnd(bytes, start + width);
    const feed = bytes[markerEnd] === 0x0d ? markerEnd + 1 : markerEnd;
    if (bytes[feed] !== 0x0a) return at;
    const heredoc = new HeredocTemplate(bytes.subarray(start, markerEnd));
    this.#templates.push(heredoc);
    this.#heredocs.push(heredoc);
    this.#inTemplate = true;
    return this.tokens.push(Token.openHeredoc, at, feed + 1);
  }

  #wideToken(at: number): number {
    const { bytes, tokens } = this;
    const width = bytes[at]! < 0x80 ? 0 : wideWordLength(bytes, at, false);
    if (width > 0) return tokens.push(Token.identifier, at, wordEnd(bytes, at + width));
    const length = sequenceLength(bytes, at);
    const kind = length === 0 ? Token.badUtf8 : Token.invalid;
    return tokens.push(kind, at, at + Math.max(1, length));
  }
}

/** The tables hold nothing but kinds. */
function kindIn(table: Uint8Array, byte: number): TokenKind {
  return table[byte] as TokenKind;
}

function wordEnd(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  for (;;) {
    while (at < length && (classOf[bytes[at]!]! & wordPart) !== 0) at += 1;
    if (at >= length || bytes[at]! < 0x80) return at;
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

/** After the closing of a block comment; negative if there is none. */
function commentEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x2a, from); at >= 0; at = bytes.indexOf(0x2a, at + 1)) {
    if (bytes[at + 1] === 0x2f) return at + 2;
  }
  return -1;
}
