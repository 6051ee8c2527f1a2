import type { Position } from '../source/index.ts';
import { looselyDecoded } from './characters.ts';
import { LineColumns } from './line-columns.ts';
import { graphemes } from '../base/index.ts';
import { type Locator, TextRange } from './ranges.ts';
import type { TokenTable } from './tokens.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a text that was scanned, and where they are in their file. */
export class ScannedText implements Locator {
  readonly filename: string;
  readonly bytes: Uint8Array;
  readonly origin: Position;
  readonly tokens: TokenTable;
  /** Offsets after each line feed; found when first needed. */
  #lineStarts: Uint32Array | undefined;
  /** What is known about the line that was asked for last. */
  #line: LineColumns | undefined;
  /** The whole text if it is ASCII, where bytes are characters. */
  readonly #ascii: string | undefined;

  constructor(filename: string, bytes: Uint8Array, origin: Position, tokens: TokenTable) {
    this.filename = filename;
    this.bytes = bytes;
    this.origin = origin;
    this.tokens = tokens;
    const whole = decoder.decode(bytes);
    // Longer sequences become fewer characters, and broken ones the replacement character.
    const isAscii = whole.length === bytes.length && !whole.includes('\ufffd');
    this.#ascii = isAscii ? whole : undefined;
  }

  textOf(token: number): string {
    return this.slice(this.tokens.starts[token]!, this.tokens.ends[token]!);
  }

  /** From the start of the first token to the end of the last. */
  span(first: number, last: number): TextRange {
    return new TextRange(this, this.tokens.starts[first]!, this.tokens.ends[last]!);
  }

  slice(from: number, to: number): string {
    if (this.#ascii !== undefined) return this.#ascii.slice(from, to);
    return shortAscii(this.bytes, from, to) ?? decoder.decode(this.bytes.subarray(from, to));
  }

  position(offset: number): Position {
    const starts = this.#lines();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    const byte = this.origin.byte + offset;
    const lineStart = low === 0 ? markLength(this.bytes) : starts[low - 1]!;
    const columns = this.#columns(lineStart, offset);
    if (low === 0) return { line: this.origin.line, column: this.origin.column + columns, byte };
    return { line: this.origin.line + low, column: 1 + columns, byte };
  }

  #lines(): Uint32Array {
    if (this.#lineStarts !== undefined) return this.#lineStarts;
    const starts: number[] = [];
    for (let at = this.bytes.indexOf(0x0a); at >= 0; at = this.bytes.indexOf(0x0a, at + 1)) {
      starts.push(at + 1);
    }
    this.#lineStarts = Uint32Array.from(starts);
    return this.#lineStarts;
  }

  /** Clusters are counted token by token, because none reaches beyond its token. */
  #columns(lineStart: number, to: number): number {
    if (this.#line?.start !== lineStart) this.#line = new LineColumns(lineStart);
    return this.#line.at(to, this.bytes, (from) => this.#count(from, to));
  }

  #count(from: number, to: number): number {
    if (isAscii(this.bytes, from, to)) return to - from;
    const { tokens } = this;
    let at = from;
    let columns = 0;
    for (let index = tokens.after(from); index < tokens.length && at < to; index += 1) {
      const start = Math.max(tokens.starts[index]!, from);
      if (start >= to) break;
      const end = Math.min(tokens.ends[index]!, to);
      columns += start - at + clusterCount(this.bytes.subarray(start, end));
      at = end;
    }
    return columns + to - at;
  }
}

/** Grapheme clusters in UTF-8 text, which need not be valid. */
export function clusterCount(bytes: Uint8Array): number {
  if (isAscii(bytes, 0, bytes.length)) return bytes.length - returnsBeforeFeeds(bytes);
  const text = decoder.decode(bytes);
  return graphemes(text.includes('\ufffd') ? looselyDecoded(bytes) : text).length;
}

/** A carriage return and the line feed behind it are one cluster. */
function returnsBeforeFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0d); at >= 0; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes[at + 1] === 0x0a) count += 1;
  }
  return count;
}

/** Bytes that a leading byte order mark takes. */
export function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Names are short and mostly ASCII: calling the decoder for each would cost more than reading it. */
function shortAscii(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from > 32 || !isAscii(bytes, from, to)) return undefined;
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at]!);
  return text;
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at]! >= 0x80) return false;
  return true;
}
