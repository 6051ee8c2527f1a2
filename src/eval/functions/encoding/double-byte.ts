import { decodeWith } from './decode-with.ts';
import { doubleByteTables } from './double-byte.table.ts';

/** Encodings in which a character has one to four bytes. */
export type DoubleByteKind = 'euc-jp' | 'shift_jis' | 'euc-kr' | 'gb18030' | 'gbk' | 'big5';

/** The characters of a character set by their place; undefined where there is none. */
function charactersOf(name: keyof typeof doubleByteTables): readonly (string | undefined)[] {
  const characters: (string | undefined)[] = [];
  for (const [, count, sign, own] of doubleByteTables[name].matchAll(/(\d+)([_+])|(.)/gsu)) {
    if (own !== undefined) characters.push(own);
    else if (sign === '_') for (let i = Number(count); i > 0; i--) characters.push(undefined);
    else {
      const first = characters.at(-1)!.codePointAt(0)! + 1;
      for (let i = 0; i < Number(count); i++) characters.push(String.fromCodePoint(first + i));
    }
  }
  return characters;
}

/** Rows and columns of the Japanese sets. */
const rowLength = 94;
const firstByte = 0xa1;

/** The bytes of each place of a set that is written as rows of trail bytes. */
const inRows = (lead: number, trail: number, length: number) => (place: number) => [
  lead + Math.floor(place / length),
  trail + (place % length),
];

/** Shift_JIS puts two rows behind each lead byte and leaves out some bytes. */
function shiftJisBytes(place: number): readonly number[] {
  const lead = Math.floor(place / (2 * rowLength));
  const trail = place % (2 * rowLength);
  return [lead + (lead < 0x1f ? 0x81 : 0xc1), trail + (trail < 0x3f ? 0x40 : 0x41)];
}

type Entry = readonly [character: string, bytes: readonly number[]];

function entries(
  name: keyof typeof doubleByteTables,
  bytesAt: (place: number) => readonly number[],
): readonly Entry[] {
  return charactersOf(name).flatMap((character, place) =>
    character === undefined ? [] : [[character, bytesAt(place)] as const],
  );
}

const eucBytes = inRows(firstByte, firstByte, rowLength);
const katakana = (bytesAt: (offset: number) => readonly number[]): readonly Entry[] =>
  Array.from({ length: 63 }, (_, offset) => [
    String.fromCodePoint(0xff61 + offset),
    bytesAt(offset),
  ]);

/** Every character of an encoding with its bytes; where one has several, those it is written with come first. */
function allEntries(kind: DoubleByteKind): readonly Entry[] {
  switch (kind) {
    case 'euc-jp':
      return [
        ...entries('jis0208', eucBytes).filter(([, [lead = 0]]) => lead <= 0xfe),
        ...katakana((offset) => [0x8e, firstByte + offset]),
        ...entries('jis0212', (place) => [0x8f, ...eucBytes(place)]),
      ];
    case 'shift_jis':
      return [
        ['\u0080', [0x80]],
        ...katakana((offset) => [firstByte + offset]),
        ...entries('jis0208', shiftJisBytes),
      ];
    case 'euc-kr':
      return entries('euc-kr', inRows(0x81, 0x41, 0xbe));
    case 'gbk':
      return [['€', [0x80]], ...entries('gbk', inRows(0x81, 0x40, 0xbf))];
    case 'gb18030':
      return [...entries('gbk', inRows(0x81, 0x40, 0xbf)), ['€', [0x80]]];
    case 'big5':
      // As observed: of several places, the last one is written.
      return [...entries('big5', inRows(0x81, 0x40, 0xbf))].reverse();
  }
}

/** Bytes by character. */
export function encodingTable(kind: DoubleByteKind): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  for (const [character, bytes] of allEntries(kind))
    if (!table.has(character)) table.set(character, bytes);
  return table;
}

const fourByteCount = 39_420;
const supplementaryStart = 189_000;

function fourBytes(index: number): readonly number[] {
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
}

/** Four bytes of GB18030: in order of code points, so that a search finds them. */
function encodeFourBytes(character: string): readonly number[] | undefined {
  const codePoint = character.codePointAt(0)!;
  if (codePoint > 0xffff) return fourBytes(supplementaryStart + codePoint - 0x10000);
  let low = 0;
  let high = fourByteCount - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bytes = fourBytes(middle);
    const found = decodeWith('gb18030', new Uint8Array(bytes))?.codePointAt(0) ?? 0xffff;
    if (found === codePoint) return bytes;
    if (found < codePoint) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** The bytes of a text; undefined if it contains a character that the encoding lacks. */
export function encodeDoubleByte(text: string, kind: DoubleByteKind): Uint8Array | undefined {
  const table = encodingTable(kind);
  const bytes: number[] = [];
  for (const character of text) {
    const own =
      character <= '\x7f'
        ? [character.charCodeAt(0)]
        : (table.get(character) ?? (kind === 'gb18030' ? encodeFourBytes(character) : undefined));
    if (own === undefined) return undefined;
    bytes.push(...own);
  }
  return new Uint8Array(bytes);
}

const keyOf = (bytes: Iterable<number>) => [...bytes].join();

/** The text of bytes; undefined if any of them has no meaning. */
export function decodeDoubleByte(bytes: Uint8Array, kind: DoubleByteKind): string | undefined {
  const byBytes = new Map(
    allEntries(kind).map(([character, own]) => [keyOf(own), character] as const),
  );
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at]! < 0x80) {
      text += String.fromCharCode(bytes[at++]!);
      continue;
    }
    const isFour = kind === 'gb18030' && (bytes[at + 1] ?? 0) >= 0x30 && bytes[at + 1]! <= 0x39;
    if (isFour) {
      const four = decodeWith('gb18030', bytes.subarray(at, at + 4));
      if (four === undefined) return undefined;
      text += four;
      at += 4;
      continue;
    }
    const found = [1, 2, 3]
      .map((length) => ({ length, character: byBytes.get(keyOf(bytes.subarray(at, at + length))) }))
      .find(({ length, character }) => character !== undefined && at + length <= bytes.length);
    if (found?.character === undefined) return undefined;
    text += found.character;
    at += found.length;
  }
  return text;
}
