import { FormatLines } from './format-lines.ts';
import { wantsSpace } from './format-spacing.ts';
import { scan } from './lexer.ts';
import { clusterCount } from './text.ts';
import * as Token from './token.ts';
import type { TokenTable } from './tokens.ts';

/** Bytes beyond which the indentation of absurd nesting is not written out. */
const largest = 2 ** 31;

/**
 * The text in canonical style; changes nothing but spaces between tokens. Never fails; a text whose
 * indentation would fill gigabytes stays as it is.
 */
export function formatSource(bytes: Uint8Array): Uint8Array {
  const formatter = new Formatter(bytes, scan(bytes, 'configuration'));
  formatter.indent();
  formatter.space();
  formatter.align();
  return formatter.output();
}

class Formatter {
  readonly #bytes: Uint8Array;
  readonly #tokens: TokenTable;
  /** Spaces before each token. */
  readonly #spaces: Uint32Array;
  readonly #lines: FormatLines;

  constructor(bytes: Uint8Array, tokens: TokenTable) {
    this.#bytes = bytes;
    this.#tokens = tokens;
    this.#spaces = new Uint32Array(tokens.length);
    for (let index = 1; index < tokens.length; index += 1) {
      this.#spaces[index] = tokens.starts[index]! - tokens.ends[index - 1]!;
    }
    // A mark at the very beginning is dropped; only a file of nothing else keeps its room.
    if (tokens.length > 0) this.#spaces[0] = tokens.starts[0]!;
    this.#lines = new FormatLines(tokens);
  }

  /** Two spaces for every line that opened more brackets than it closed and is still open. */
  indent(): void {
    const lines = this.#lines;
    const open: number[] = [];
    for (let line = 0; line < lines.length; line += 1) {
      const first = lines.start(line);
      if (this.#tokens.kinds[first] === Token.newline) {
        this.#spaces[first] = 0;
        continue;
      }
      const change = lines.bracketChange(line);
      if (change < 0) closeBrackets(open, -change);
      this.#spaces[first] = 2 * open.length;
      if (change > 0) open.push(change);
    }
  }

  /** Inside a line, each pair of neighbours decides by itself. */
  space(): void {
    const lines = this.#lines;
    for (let line = 0; line < lines.length; line += 1) {
      this.#spaceCell(lines.start(line), lines.assign(line));
      if (lines.hasAssign(line)) {
        this.#spaces[lines.assign(line)] = 1;
        this.#spaceCell(lines.assign(line), lines.comment(line));
      }
    }
  }

  #spaceCell(from: number, to: number): void {
    for (let index = from + 1; index < to; index += 1) {
      this.#spaces[index] = wantsSpace(this.#tokens, this.#bytes, index, from) ? 1 : 0;
    }
  }

  /** Equals signs and comments of neighbouring lines stand below each other. */
  align(): void {
    const lines = this.#lines;
    this.#alignCells(
      (line) => lines.hasAssign(line),
      (line) => lines.assign(line),
    );
    this.#alignCells(
      (line) => lines.hasComment(line),
      (line) => lines.comment(line),
    );
  }

  #alignCells(has: (line: number) => boolean, cell: (line: number) => number): void {
    const lines = this.#lines;
    for (let first = 0; first < lines.length; first += 1) {
      if (!has(first)) continue;
      const widths: number[] = [];
      for (let line = first; line < lines.length && has(line); line += 1) {
        widths.push(this.#columns(lines.start(line), cell(line)));
      }
      const widest = widths.reduce((most, width) => Math.max(most, width), 0);
      for (const [offset, width] of widths.entries()) {
        this.#spaces[cell(first + offset)] = widest - width + 1;
      }
      first += widths.length;
    }
  }

  #columns(from: number, to: number): number {
    const { starts, ends } = this.#tokens;
    let columns = 0;
    for (let index = from; index < to; index += 1) {
      columns += this.#spaces[index]!;
      columns += clusterCount(this.#bytes.subarray(starts[index], ends[index]));
    }
    return columns;
  }

  output(): Uint8Array {
    const { starts, ends, length } = this.#tokens;
    let size = 0;
    for (let index = 0; index < length; index += 1) {
      size += this.#spaces[index]! + ends[index]! - starts[index]!;
    }
    if (size > largest) return this.#bytes;
    const result = new Uint8Array(size).fill(0x20);
    let at = 0;
    for (let index = 0; index < length; index += 1) {
      at += this.#spaces[index]!;
      result.set(this.#bytes.subarray(starts[index], ends[index]), at);
      at += ends[index]! - starts[index]!;
    }
    return result;
  }
}

function closeBrackets(open: number[], count: number): void {
  let left = count;
  while (left > 0) {
    const top = open.pop();
    if (top === undefined) return;
    if (top > left) open.push(top - left);
    left -= Math.min(left, top);
  }
}
