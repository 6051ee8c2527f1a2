/** What a token is. Numbers, because a file has many. */
export const Token = {
  endOfFile: 0,
  newline: 1,
  comment: 2,
  identifier: 3,
  number: 4,
  openBrace: 5,
  closeBrace: 6,
  openBracket: 7,
  closeBracket: 8,
  openParen: 9,
  closeParen: 10,
  openQuote: 11,
  closeQuote: 12,
  openHeredoc: 13,
  closeHeredoc: 14,
  templateInterpolation: 15,
  templateControl: 16,
  templateEnd: 17,
  quotedText: 18,
  plainText: 19,
  star: 20,
  slash: 21,
  plus: 22,
  minus: 23,
  percent: 24,
  equal: 25,
  equalTo: 26,
  notEqualTo: 27,
  less: 28,
  lessOrEqual: 29,
  greater: 30,
  greaterOrEqual: 31,
  and: 32,
  or: 33,
  not: 34,
  question: 35,
  colon: 36,
  doubleColon: 37,
  dot: 38,
  comma: 39,
  ellipsis: 40,
  fatArrow: 41,
  bitwiseAnd: 42,
  bitwiseOr: 43,
  bitwiseXor: 44,
  bitwiseNot: 45,
  apostrophe: 46,
  backtick: 47,
  semicolon: 48,
  invalid: 49,
  badUtf8: 50,
  quotedNewline: 51,
} as const;

/** One more than the largest kind: the size of a table by kind. */
export const tokenKinds = 52;

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
