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
    const { kinds, starts, ends } = columns(expected);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
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
    const { kinds, starts, ends } = columns(this.length * 2 + 16);
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
  }
}

/** Room for that many tokens. One piece of memory, because to get it takes longer than to fill it. */
function columns(size: number): Pick<TokenTable, 'kinds' | 'starts' | 'ends'> {
  const memory = new ArrayBuffer(size * 9);
  return {
    starts: new Uint32Array(memory, 0, size),
    ends: new Uint32Array(memory, size * 4, size),
    kinds: new Uint8Array(memory, size * 8, size),
  };
}
