import type { Position } from '../../source/index.ts';
import { digits, letters, mark } from '../byte-table.ts';
import { JsonToken, type JsonTokenKind, JsonTokens, stringColumns } from './tokens.ts';

/** Cuts a JSON text into tokens, generous about their inside; stops at the first byte that begins none. */
export function scanJson(filename: string, bytes: Uint8Array, origin: Position): JsonTokens {
  const tokens = new JsonTokens(filename, bytes, origin);
  let at = 0;
  let line = 0;
  let column = 0;
  const push = (kind: JsonTokenKind, end: number, columns = end - at) => {
    tokens.push(kind, [at, end, line, column, column + columns]);
    at = end;
    column += columns;
  };
  while (at < bytes.length) {
    const byte = bytes[at]!;
    const kind = kindByFirst[byte]!;
    if (byte === 0x0a) {
      line += 1;
      column = 0;
      at += 1;
    } else if (byte === 0x20 || byte === 0x09 || byte === 0x0d) {
      // A tab counts as two columns, a carriage return as none.
      column += byte === 0x20 ? 1 : byte === 0x09 ? 2 : 0;
      at += 1;
    } else if (kind === JsonToken.string) {
      const end = stringEnd(bytes, at + 1);
      push(kind, end, stringColumns(bytes.subarray(at, end)));
    } else if (kind === JsonToken.number) push(kind, runEnd(bytes, at, numberByte));
    else if (kind === JsonToken.keyword) push(kind, runEnd(bytes, at, wordByte));
    else if (kind !== JsonToken.endOfFile) push(jsonKind(kind), at + 1);
    else {
      push(JsonToken.invalid, at + 1);
      break;
    }
  }
  push(JsonToken.endOfFile, at);
  return tokens;
}

const numberByte = 1;
const wordByte = 2;

const kindByFirst: Uint8Array = new Uint8Array(256);
const runBytes: Uint8Array = new Uint8Array(256);
mark(runBytes, `-+.eE${digits}`, numberByte);
mark(runBytes, `${letters}_`, wordByte);
for (const [characters, kind] of [
  [`-+.${digits}`, JsonToken.number],
  [letters, JsonToken.keyword],
  ['{', JsonToken.openBrace],
  ['}', JsonToken.closeBrace],
  ['[', JsonToken.openBracket],
  [']', JsonToken.closeBracket],
  [',', JsonToken.comma],
  [':', JsonToken.colon],
  ['=', JsonToken.equals],
  ['"', JsonToken.string],
] as const) {
  mark(kindByFirst, characters, kind);
}

/** The table holds nothing but kinds. */
function jsonKind(kind: number): JsonTokenKind {
  return kind as JsonTokenKind;
}

function runEnd(bytes: Uint8Array, from: number, category: number): number {
  let at = from + 1;
  while (at < bytes.length && (runBytes[bytes[at]!]! & category) !== 0) at += 1;
  return at;
}

/** Behind the closing quote, or before the control character or end that comes instead. */
function stringEnd(bytes: Uint8Array, from: number): number {
  let isEscaped = false;
  let at = from;
  for (; at < bytes.length && bytes[at]! >= 0x20; at += 1) {
    if (bytes[at] === 0x22 && !isEscaped) return at + 1;
    isEscaped = bytes[at] === 0x5c && !isEscaped;
  }
  return at;
}
