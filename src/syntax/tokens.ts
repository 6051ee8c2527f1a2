/** What a token is. Numbers, because a file has many; those that may not count come first. */
export const Token = {
  /** A comment that does not end its line; never counts. */
  comment: 0,
  newline: 1,
  /** A comment with the line end behind it; stands for that. */
  lineComment: 2,
  endOfFile: 3,
  identifier: 4,
  number: 5,
  openBrace: 6,
  closeBrace: 7,
  openBracket: 8,
  closeBracket: 9,
  openParen: 10,
  closeParen: 11,
  openQuote: 12,
  closeQuote: 13,
  openHeredoc: 14,
  closeHeredoc: 15,
  templateInterpolation: 16,
  templateControl: 17,
  templateEnd: 18,
  quotedText: 19,
  plainText: 20,
  star: 21,
  slash: 22,
  plus: 23,
  minus: 24,
  percent: 25,
  equal: 26,
  equalTo: 27,
  notEqualTo: 28,
  less: 29,
  lessOrEqual: 30,
  greater: 31,
  greaterOrEqual: 32,
  and: 33,
  or: 34,
  not: 35,
  question: 36,
  colon: 37,
  doubleColon: 38,
  dot: 39,
  comma: 40,
  ellipsis: 41,
  fatArrow: 42,
  bitwiseAnd: 43,
  bitwiseOr: 44,
  bitwiseXor: 45,
  bitwiseNot: 46,
  apostrophe: 47,
  backtick: 48,
  semicolon: 49,
  invalid: 50,
  badUtf8: 51,
  quotedNewline: 52,
} as const;

/** One more than the largest kind: the size of a table by kind. */
export const tokenKinds = 53;

/** One of the token kinds. */
export type TokenKind = (typeof Token)[keyof typeof Token];

/** All tokens of a text in order, the last one `endOfFile`; offsets are bytes. */
export class TokenTable {
  kinds: Uint8Array;
  starts: Uint32Array;
  ends: Uint32Array;
  length = 0;

  constructor(expected: number) {
    this.kinds = new Uint8Array(expected);
    this.starts = new Uint32Array(expected);
    this.ends = new Uint32Array(expected);
  }

  /** Takes one more token and says where it ends. */
  push(kind: TokenKind, start: number, end: number): number {
    const index = this.length;
    if (index === this.kinds.length) this.#grow();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.length = index + 1;
    return end;
  }

  /** The first token that ends after the offset; the number of tokens if there is none. */
  after(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #grow(): void {
    const size = this.length * 2 + 16;
    this.kinds = resized(this.kinds, new Uint8Array(size));
    this.starts = resized(this.starts, new Uint32Array(size));
    this.ends = resized(this.ends, new Uint32Array(size));
  }
}

function resized<A extends Uint8Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
