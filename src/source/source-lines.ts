/** One line of a file: bytes without the line end, and the number it is shown with. */
export interface SourceLine {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** The lines that share something with a range of bytes; empty lines never do. */
export function linesAround(bytes: Uint8Array, from: number, to: number): SourceLine[] {
  const found: SourceLine[] = [];
  let number = 1;
  for (let start = 0; start < bytes.length && start <= to; ) {
    const feed = bytes.indexOf(0x0a, start);
    const next = feed < 0 ? bytes.length : feed + 1;
    let end = feed < 0 ? bytes.length : feed;
    if (end > start && bytes[end - 1] === 0x0d) end -= 1;
    if (end > start && overlap({ from: start, to: end }, { from, to })) {
      found.push({ number, from: start, to: end });
    }
    number += lineEnds(bytes, start, next);
    start = next;
  }
  return found;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A place right behind a range still counts as touched: that shows the line a range ends before. */
function overlap(a: Span, b: Span): boolean {
  const has = (span: Span, offset: number) => span.from <= offset && offset < span.to;
  return (
    a.from < a.to &&
    b.from < b.to &&
    (has(a, b.from) || has(a, b.to) || has(b, a.from) || has(b, a.to))
  );
}

/** Carriage returns by themselves count as well. */
function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) count += 1;
  }
  return count;
}
