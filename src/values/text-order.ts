import { composed } from '../base/index.ts';

/** Compares by UTF-8 bytes, which is code point order and not the order of `<`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Moves surrogates, which stand for characters beyond U+FFFF, above all other code units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Entries as a map with keys in NFC and UTF-8 byte order; of equal keys the last one wins. */
export function sortedMap<T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  let previous = '';
  let isSorted = true;
  for (const [written, value] of entries) {
    const key = composed(written);
    if (isSorted && compareText(previous, key) > 0) isSorted = false;
    previous = key;
    map.set(key, value);
  }
  return isSorted ? map : new Map([...map].sort(byKey));
}

function byKey(one: readonly [string, unknown], other: readonly [string, unknown]): number {
  return compareText(one[0], other[0]);
}
