/** One line of a file: bytes without the line end, and the number it is shown with. */
export interface SourceLine {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** Lines of a file, found once, so that many diagnostics can be shown. */
export class SourceLines {
  readonly bytes: Uint8Array;
  readonly #lines: SourceLine[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    let number = 1;
    for (let from = 0; from < bytes.length; ) {
      const feed = bytes.indexOf(0x0a, from);
      const next = feed < 0 ? bytes.length : feed + 1;
      let to = feed < 0 ? bytes.length : feed;
      if (to > from && bytes[to - 1] === 0x0d) to -= 1;
      this.#lines.push({ number, from, to });
      number += lineEnds(bytes, from, next);
      from = next;
    }
  }

  /** The lines that share something with a range of bytes; empty lines never do. */
  around(from: number, to: number): SourceLine[] {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#lines[middle]!.to < from) low = middle + 1;
      else high = middle;
    }
    const found: SourceLine[] = [];
    for (let line = this.#lines[low]; line !== undefined; line = this.#lines[++low]) {
      if (line.from > to) break;
      if (overlap(line, { from, to })) found.push(line);
    }
    return found;
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const has = (span: Span, offset: number) => span.from <= offset && offset < span.to;

/** A place right behind a range still counts as touched: that shows the line a range ends before. */
function overlap(a: Span, b: Span): boolean {
  if (a.from >= a.to || b.from >= b.to) return false;
  return has(a, b.from) || has(a, b.to) || has(b, a.from) || has(b, a.to);
}

/** Carriage returns by themselves count as well. */
function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  const line = bytes.subarray(from, to);
  let count = line[line.length - 1] === 0x0a ? 1 : 0;
  for (let at = line.indexOf(0x0d); at >= 0; at = line.indexOf(0x0d, at + 1)) {
    if (line[at + 1] !== 0x0a) count += 1;
  }
  return count;
}
