import { classOf, ordinary, sequenceLength, spaceRun } from './characters.ts';
import * as Token from './token.ts';
import type { TokenTable } from './tokens.ts';

/** Scans the text of one kind of template, up to the next sequence. */
export interface TemplateScan {
  /** Takes one token (a heredoc's end: two) and says where scanning goes on; negative if the template ended there. */
  token(bytes: Uint8Array, at: number, tokens: TokenTable): number;
}

/** What `token` answers at the end of a template; turned again, the place. */
export function closedAt(at: number): number {
  return -at;
}

const dollar = 0x24;
const percent = 0x25;
const feed = 0x0a;
const carriageReturn = 0x0d;

/**
 * After `$` or `%` that does not open a sequence: the end of `$${` (or `$${~`) or of the lone
 * character. Zero at the end of the text, where the original scanner gives up.
 */
function markerEnd(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1];
  if (next === undefined) return 0;
  if (next !== bytes[at] || bytes[at + 2] !== 0x7b) return at + 1;
  return bytes[at + 3] === 0x7e ? at + 4 : at + 3;
}

/** Bytes of the character at `at` if it can be literal text: not a line end, not broken. */
function textLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined || byte === feed || byte === carriageReturn) return 0;
  return byte < 0x80 ? 1 : sequenceLength(bytes, at);
}

/** Text between double quotes. */
export const quotedTemplate: TemplateScan = {
  token(bytes: Uint8Array, at: number, tokens: TokenTable): number {
    const byte = bytes[at]!;
    if (byte === 0x22) {
      tokens.push(Token.closeQuote, at, at + 1);
      return closedAt(at + 1);
    }
    if (byte === dollar || byte === percent) {
      const end = markerEnd(bytes, at);
      tokens.push(end === 0 ? Token.invalid : Token.quotedText, at, end || bytes.length);
      return end || bytes.length;
    }
    if (byte === feed || byte === carriageReturn) {
      let end = at + 1;
      while (bytes[end] === feed || bytes[end] === carriageReturn) end += 1;
      tokens.push(Token.quotedNewline, at, end);
      return end;
    }
    const end = quotedRunEnd(bytes, at);
    if (end > at) tokens.push(Token.quotedText, at, end);
    else tokens.push(byte < 0x80 ? Token.invalid : Token.badUtf8, at, at + 1);
    return Math.max(end, at + 1);
  },
};

function quotedRunEnd(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  for (;;) {
    while (at < length && (classOf[bytes[at]!]! & ordinary) !== 0) at += 1;
    if (at >= length) return at;
    const byte = bytes[at]!;
    if (byte === 0x22 || byte === dollar || byte === percent) return at;
    const skipped = byte === 0x5c ? 1 : 0;
    const taken = textLength(bytes, at + skipped);
    if (taken === 0) return at;
    at += skipped + taken;
  }
}

/** From `at` to the next `$`, `%`, line end or broken character. */
function plainRunEnd(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && bytes[at] !== dollar && bytes[at] !== percent) {
    const taken = textLength(bytes, at);
    if (taken === 0) return at;
    at += taken;
  }
  return at;
}

/** After the line end at `at`; `at` itself if there is none. */
function afterLineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === feed) return at + 1;
  return bytes[at] === carriageReturn && bytes[at + 1] === feed ? at + 2 : at;
}

/** The end of a literal: of a marker, or of a run of text; both with a line end behind them. */
function plainEnd(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!;
  if (byte !== dollar && byte !== percent) return afterLineEnd(bytes, plainRunEnd(bytes, at));
  const end = markerEnd(bytes, at);
  // A lone marker looked at the next character already, so it cannot take the line end.
  return end > at + 1 ? afterLineEnd(bytes, end) : end;
}

/** Text of a heredoc: line by line until the marker stands alone. */
export class HeredocTemplate implements TemplateScan {
  readonly #marker: Uint8Array;
  /** Only a line that is literal text from its start can be the end. */
  atLineStart = true;

  constructor(marker: Uint8Array) {
    this.#marker = marker;
  }

  token(bytes: Uint8Array, at: number, tokens: TokenTable): number {
    let end = plainEnd(bytes, at);
    if (end <= at) return giveUp(bytes, at, end, tokens);
    if (takesNext(bytes, at, end)) end += 1;
    const endsLine = bytes[end - 1] === feed;
    if (endsLine && this.atLineStart) {
      const contentEnd = bytes[end - 2] === carriageReturn && end - 2 >= at ? end - 2 : end - 1;
      if (isMarkerLine(bytes.subarray(at, end), this.#marker)) {
        tokens.push(Token.closeHeredoc, at, contentEnd);
        tokens.push(Token.newline, contentEnd, end);
        return closedAt(end);
      }
    }
    this.atLineStart = endsLine;
    tokens.push(Token.plainText, at, end);
    return end;
  }
}

/** Nothing literal can be read here: a broken character, or what the original scanner cannot read. */
function giveUp(bytes: Uint8Array, at: number, end: number, tokens: TokenTable): number {
  if (end === at && bytes[at]! >= 0x80) {
    tokens.push(Token.badUtf8, at, at + 1);
    return at + 1;
  }
  tokens.push(Token.invalid, at, bytes.length);
  return bytes.length;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const aroundSpace = new RegExp(`^${spaceRun}|${spaceRun}$`, 'gu');

function isMarkerLine(line: Uint8Array, marker: Uint8Array): boolean {
  let start = 0;
  let end = line.length;
  while (start < end && isAsciiSpace(line[start]!)) start += 1;
  while (end > start && isAsciiSpace(line[end - 1]!)) end -= 1;
  if (end - start === marker.length)
    return marker.every((byte, index) => line[start + index] === byte);
  if (line[start]! < 0x80 && line[end - 1]! < 0x80) return false;
  return decoder.decode(line).replace(aroundSpace, '') === decoder.decode(marker);
}

function isAsciiSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** A text that is a template from its first byte on. */
export const bareTemplate: TemplateScan = {
  token(bytes: Uint8Array, at: number, tokens: TokenTable): number {
    let end = plainEnd(bytes, at);
    if (end > at) {
      if (takesNext(bytes, at, end)) end += 1;
      tokens.push(Token.plainText, at, end);
      return end;
    }
    if (end === at && bytes[at]! >= 0x80) return giveUp(bytes, at, end, tokens);
    // What is left at the end is text, not a mistake.
    tokens.push(Token.plainText, at, bytes.length);
    return bytes.length;
  },
};

/** A lone marker takes the next character with it before a line end; that matters for columns and trim markers. */
function takesNext(bytes: Uint8Array, at: number, end: number): boolean {
  const isLoneMarker = end === at + 1 && (bytes[at] === dollar || bytes[at] === percent);
  const following = bytes[at + 2];
  return isLoneMarker && (following === feed || following === carriageReturn);
}
