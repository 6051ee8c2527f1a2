import type * as Token from './token.ts';

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
