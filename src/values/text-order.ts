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

/** Entries as a map with keys in UTF-8 byte order; of equal keys the last one wins. */
export function sortedMap<T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
  const map = new Map(entries);
  const keys = [...map.keys()];
  for (let i = 1; i < keys.length; i++) {
    if (compareText(keys[i - 1] ?? '', keys[i] ?? '') > 0) {
      return new Map([...map].sort(([a], [b]) => compareText(a, b)));
    }
  }
  return map;
}
