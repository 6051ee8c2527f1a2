import type { Position, Range } from '../../source/index.ts';
import { clusterCount } from '../text.ts';

/** What a token of JSON is. */
export const JsonToken = {
  endOfFile: 0,
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  equals: 7,
  string: 8,
  number: 9,
  keyword: 10,
  invalid: 11,
} as const;

/** One of the token kinds. */
export type JsonTokenKind = (typeof JsonToken)[keyof typeof JsonToken];

/** All tokens of a JSON text with their places; none spans lines. */
export class JsonTokens {
  readonly filename: string;
  readonly bytes: Uint8Array;
  length = 0;
  #kinds: Uint8Array;
  /** Five numbers a token: first and last byte, line, first and last column. */
  #places: Uint32Array;
  readonly #origin: Position;

  constructor(filename: string, bytes: Uint8Array, origin: Position) {
    this.filename = filename;
    this.bytes = bytes;
    this.#origin = origin;
    const expected = (bytes.length >> 2) + 16;
    this.#kinds = new Uint8Array(expected);
    this.#places = new Uint32Array(expected * 5);
  }

  push(kind: JsonTokenKind, place: readonly [number, number, number, number, number]): void {
    if (this.length === this.#kinds.length) this.#grow();
    this.#kinds[this.length] = kind;
    this.#places.set(place, this.length * 5);
    this.length += 1;
  }

  kind(token: number): JsonTokenKind {
    return jsonKind(this.#kinds[token]!);
  }

  bytesOf(token: number): Uint8Array {
    return this.bytes.subarray(this.#places[token * 5], this.#places[token * 5 + 1]);
  }

  start(token: number): Position {
    return this.#position(token, 0);
  }

  end(token: number): Position {
    return this.#position(token, 1);
  }

  #position(token: number, side: 0 | 1): Position {
    const at = token * 5;
    const line = this.#places[at + 2]!;
    const column = this.#places[at + 3 + side]!;
    const origin = this.#origin;
    return {
      line: origin.line + line,
      column: line === 0 ? origin.column + column : column + 1,
      byte: origin.byte + this.#places[at + side]!,
    };
  }

  #grow(): void {
    const size = this.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const places = new Uint32Array(size * 5);
    places.set(this.#places);
    this.#places = places;
  }
}

/** The table holds nothing but kinds. */
function jsonKind(kind: number): JsonTokenKind {
  return kind as JsonTokenKind;
}

/** From one token to another; positions are looked up when asked for. */
export class JsonRange implements Range {
  readonly #tokens: JsonTokens;
  readonly #first: number;
  readonly #last: number;

  constructor(tokens: JsonTokens, first: number, last: number) {
    this.#tokens = tokens;
    this.#first = first;
    this.#last = last;
  }

  get filename(): string {
    return this.#tokens.filename;
  }

  get start(): Position {
    return this.#tokens.start(this.#first);
  }

  get end(): Position {
    return this.#tokens.end(this.#last);
  }
}

/** Columns that the text of a string takes: one a cluster, quotes and backslashes by themselves. */
export function stringColumns(bytes: Uint8Array): number {
  let columns = 0;
  let from = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0x22 && bytes[at] !== 0x5c) continue;
    columns += clusterCount(bytes.subarray(from, at)) + 1;
    from = at + 1;
  }
  return columns + clusterCount(bytes.subarray(from));
}
