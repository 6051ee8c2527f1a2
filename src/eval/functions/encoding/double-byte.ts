import { decodeWith } from './decode-with.ts';

/** Encodings in which a character has one to four bytes. */
export type DoubleByteKind = 'euc-jp' | 'shift_jis' | 'euc-kr' | 'gb18030' | 'gbk' | 'big5';

const separator = 0x0a;

/** All sequences of a prefix, a lead byte and a trail byte. */
function sequences(
  prefix: readonly number[],
  lead: readonly [number, number],
  trail: readonly [number, number],
): readonly (readonly number[])[] {
  const all: number[][] = [];
  for (let first = lead[0]; first <= lead[1]; first++)
    for (let second = trail[0]; second <= trail[1]; second++) all.push([...prefix, first, second]);
  return all;
}

function candidates(kind: DoubleByteKind): readonly (readonly number[])[] {
  switch (kind) {
    case 'euc-jp':
      return [
        ...sequences([], [0xa1, 0xfe], [0xa1, 0xfe]),
        ...sequences([], [0x8e, 0x8e], [0xa1, 0xdf]),
        ...sequences([0x8f], [0xa1, 0xfe], [0xa1, 0xfe]),
      ];
    case 'shift_jis':
      return [
        ...Array.from({ length: 63 }, (_, index) => [0xa1 + index]),
        ...sequences([], [0x81, 0x9f], [0x40, 0xfc]),
        ...sequences([], [0xe0, 0xef], [0x40, 0xfc]),
        ...sequences([], [0xfa, 0xfc], [0x40, 0xfc]),
      ];
    case 'euc-kr':
      return sequences([], [0x81, 0xfe], [0x41, 0xfe]);
    case 'gbk':
      return [[0x80], ...sequences([], [0x81, 0xfe], [0x40, 0xfe])];
    case 'gb18030':
      return sequences([], [0x81, 0xfe], [0x40, 0xfe]);
    case 'big5':
      return sequences([], [0x87, 0xfe], [0x40, 0xfe]);
  }
}

/**
 * Bytes by character, found by decoding every sequence there is; of several for one character the
 * first counts.
 */
export function encodingTable(kind: DoubleByteKind): ReadonlyMap<string, readonly number[]> {
  const all = candidates(kind);
  const bytes = new Uint8Array(all.flatMap((sequence) => [...sequence, separator]));
  const texts = new TextDecoder(kind).decode(bytes).split('\n');
  const table = new Map<string, readonly number[]>();
  for (const [index, sequence] of all.entries()) {
    const text = texts[index] ?? '';
    const single = [...text].length === 1 && text > '\x7f' && text !== '\ufffd';
    if (single && !table.has(text)) table.set(text, sequence);
  }
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
