import type { Position, Range } from '../source/index.ts';

/** Something that can say where its bytes are. */
export interface Locator {
  readonly filename: string;
  /** The place before the byte with this index in the text. */
  position(offset: number): Position;
}

/** A stretch of a text by byte offsets; lines and columns are counted when asked for. */
export class TextRange implements Range {
  readonly text: Locator;
  readonly from: number;
  readonly to: number;

  constructor(text: Locator, from: number, to: number) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  get filename(): string {
    return this.text.filename;
  }

  get start(): Position {
    return this.text.position(this.from);
  }

  get end(): Position {
    return this.text.position(this.to);
  }
}

/** From the start of the first range to the end of the second, whatever lies between. */
export function between(first: Range, last: Range): Range {
  if (first instanceof TextRange && last instanceof TextRange && first.text === last.text) {
    return new TextRange(first.text, first.from, last.to);
  }
  return { filename: first.filename, start: first.start, end: last.end };
}

/** The zero-width range at the start of another. */
export function startOf(range: Range): Range {
  if (range instanceof TextRange) return new TextRange(range.text, range.from, range.from);
  return { filename: range.filename, start: range.start, end: range.start };
}

/** The zero-width range at the end of another. */
export function endOf(range: Range): Range {
  if (range instanceof TextRange) return new TextRange(range.text, range.to, range.to);
  return { filename: range.filename, start: range.end, end: range.end };
}

/** `FILE:L,C-C`, or `FILE:L,C-L,C` over several lines, as messages name a range. */
export function rangeText(range: Range): string {
  const { start, end } = range;
  const until = start.line === end.line ? `${end.column}` : `${end.line},${end.column}`;
  return `${range.filename}:${start.line},${start.column}-${until}`;
}
