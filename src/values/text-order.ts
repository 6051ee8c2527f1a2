import { compareText, composed } from '../base/index.ts';

/** Entries as a map with keys in NFC and UTF-8 byte order; of equal keys the last one wins. */
export function sortedMap<T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  let previous = '';
  let isSorted = true;
  for (const entry of entries) {
    const key = composed(entry[0]);
    if (isSorted && compareText(previous, key) > 0) isSorted = false;
    previous = key;
    map.set(key, entry[1]);
  }
  return isSorted ? map : new Map([...map].sort(byKey));
}

function byKey(one: readonly [string, unknown], other: readonly [string, unknown]): number {
  return compareText(one[0], other[0]);
}
