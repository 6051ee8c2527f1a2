/** Text as numbers from 0 to `largest`. */
interface Alphabet {
  readonly text: Uint8Array | Int32Array;
  readonly largest: number;
}

/** Where the suffixes of each first letter begin: the larger-typed ones, then the smaller-typed. */
interface Buckets {
  readonly large: Int32Array;
  readonly small: Int32Array;
}

/** 1 where the suffix is smaller than the one after it. */
function smallerTypes(text: Alphabet['text']): Uint8Array {
  const types = new Uint8Array(text.length);
  for (let at = text.length - 2; at >= 0; at--) {
    const here = text[at] ?? 0;
    const next = text[at + 1] ?? 0;
    types[at] = here < next || (here === next && types[at + 1] === 1) ? 1 : 0;
  }
  return types;
}

function bucketsOf({ text, largest }: Alphabet, types: Uint8Array): Buckets {
  const large = new Int32Array(largest + 2);
  const small = new Int32Array(largest + 2);
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? 0;
    const counts = types[at] === 1 ? large : small;
    const slot = types[at] === 1 ? letter + 1 : letter;
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  for (let letter = 0; letter <= largest; letter++) {
    small[letter] = (small[letter] ?? 0) + (large[letter] ?? 0);
    if (letter < largest) large[letter + 1] = (large[letter + 1] ?? 0) + (small[letter] ?? 0);
  }
  return { large, small };
}

/** Sorts all suffixes, given those in `seeds` in order, by two sweeps over the buckets. */
function induce(
  { text }: Alphabet,
  types: Uint8Array,
  { large, small }: Buckets,
  seeds: Int32Array,
): Int32Array {
  const { length } = text;
  const sorted = new Int32Array(length).fill(-1);
  const place = (next: Int32Array, suffix: number): void => {
    const letter = text[suffix] ?? 0;
    const slot = next[letter] ?? 0;
    next[letter] = slot + 1;
    sorted[slot] = suffix;
  };
  const seedSlots = small.slice();
  for (const seed of seeds) if (seed !== length) place(seedSlots, seed);
  const slots = large.slice();
  place(slots, length - 1);
  for (let at = 0; at < length; at++) {
    const before = (sorted[at] ?? 0) - 1;
    if (before >= 0 && types[before] === 0) place(slots, before);
  }
  const ends = large.slice();
  for (let at = length - 1; at >= 0; at--) {
    const before = (sorted[at] ?? 0) - 1;
    if (before < 0 || types[before] === 0) continue;
    const letter = (text[before] ?? 0) + 1;
    const slot = (ends[letter] ?? 0) - 1;
    ends[letter] = slot;
    sorted[slot] = before;
  }
  return sorted;
}

/** Numbers the seeds by the text from each to the next; equal texts get equal numbers. */
function rename(
  text: Alphabet['text'],
  seeds: Int32Array,
  ordinal: Int32Array,
  ordered: Int32Array,
): { readonly names: Int32Array; readonly largest: number } {
  const names = new Int32Array(seeds.length);
  let largest = 0;
  names[ordinal[ordered[0] ?? 0] ?? 0] = 0;
  for (let at = 1; at < ordered.length; at++) {
    let left = ordered[at - 1] ?? 0;
    let right = ordered[at] ?? 0;
    const endLeft = seeds[(ordinal[left] ?? 0) + 1] ?? text.length;
    const endRight = seeds[(ordinal[right] ?? 0) + 1] ?? text.length;
    let same = endLeft - left === endRight - right;
    if (same) {
      while (left < endLeft && text[left] === text[right]) {
        left++;
        right++;
      }
      if (left === text.length || text[left] !== text[right]) same = false;
    }
    if (!same) largest++;
    names[ordinal[ordered[at] ?? 0] ?? 0] = largest;
  }
  return { names, largest };
}

/** Start positions of all suffixes in order, by induced sorting: linear in time, whatever the text. */
export function suffixArray(text: Uint8Array | Int32Array, largest: number): Int32Array {
  const { length } = text;
  if (length <= 1) return new Int32Array(length);
  const alphabet = { text, largest };
  const types = smallerTypes(text);
  const ordinal = new Int32Array(length + 1).fill(-1);
  const seeds = new Int32Array(length >> 1);
  let count = 0;
  for (let at = 1; at < length; at++)
    if (types[at - 1] === 0 && types[at] === 1) {
      ordinal[at] = count;
      seeds[count++] = at;
    }
  return sortFrom(alphabet, types, seeds.subarray(0, count), ordinal);
}

/** Sorts the seeds first, by their renamed text where that is needed, then everything. */
function sortFrom(
  alphabet: Alphabet,
  types: Uint8Array,
  seeds: Int32Array,
  ordinal: Int32Array,
): Int32Array {
  const { text } = alphabet;
  const buckets = bucketsOf(alphabet, types);
  const roughly = induce(alphabet, types, buckets, seeds);
  if (seeds.length === 0) return roughly;
  const ordered = new Int32Array(seeds.length);
  let count = 0;
  for (const suffix of roughly) if (ordinal[suffix] !== -1) ordered[count++] = suffix;
  const renamed = rename(text, seeds, ordinal, ordered);
  const order = suffixArray(renamed.names, renamed.largest);
  return induce(
    alphabet,
    types,
    buckets,
    order.map((index) => seeds[index] ?? 0),
  );
}
