/** How far back a match may lie. */
export const dictionarySize = 4 * 1024 * 1024;
/** Longest match that can be coded. */
export const longestMatch = 273;
/** Matches shorter than this are not looked for. */
export const shortestMatch = 3;

const hashBits = 17;
const deepest = 24;
const goodEnough = 64;

/** Where the same bytes stood before. */
export interface Match {
  readonly length: number;
  readonly distance: number;
}

/** Finds earlier occurrences in a window that slides over the data. */
export class MatchFinder {
  /** The dictionary, and what is still to be coded. */
  readonly window = Buffer.allocUnsafe(3 * dictionarySize);
  /** End of what is in the window. */
  end = 0;
  readonly #heads = new Int32Array(1 << hashBits).fill(-1);
  readonly #chain = new Int32Array(dictionarySize).fill(-1);

  /**
   * Takes more data; at most as much as the dictionary is large. Resolves with how far everything
   * moved towards the front.
   */
  append(data: Uint8Array): number {
    let moved = 0;
    if (this.end + data.length > this.window.length) {
      moved = dictionarySize;
      this.window.copyWithin(0, moved, this.end);
      this.end -= moved;
      for (const table of [this.#heads, this.#chain])
        for (let at = 0; at < table.length; at++)
          table[at] = Math.max((table[at] ?? 0) - moved, -1);
    }
    this.window.set(data, this.end);
    this.end += data.length;
    return moved;
  }

  #slot(at: number): number {
    const { window } = this;
    const word = (window[at] ?? 0) | ((window[at + 1] ?? 0) << 8) | ((window[at + 2] ?? 0) << 16);
    return Math.imul(word, 0x9e3779b1) >>> (32 - hashBits);
  }

  /** Remembers that something stands here. */
  insert(at: number): void {
    if (at + shortestMatch > this.end) return;
    const slot = this.#slot(at);
    this.#chain[at % dictionarySize] = this.#heads[slot] ?? -1;
    this.#heads[slot] = at;
  }

  /** How many bytes are the same here and so far before, at most `limit`. */
  lengthAt(at: number, distance: number, limit: number): number {
    const { window } = this;
    if (distance > at) return 0;
    let length = 0;
    while (length < limit && window[at + length] === window[at + length - distance]) length++;
    return length;
  }

  /** The longest match found within reasonable effort; `insert` comes afterwards. */
  find(at: number, limit: number): Match {
    let best: Match = { length: 0, distance: 0 };
    if (limit < shortestMatch) return best;
    let candidate = this.#heads[this.#slot(at)] ?? -1;
    for (let left = deepest; left > 0 && candidate >= 0; left--) {
      const distance = at - candidate;
      if (distance >= dictionarySize || distance <= 0) break;
      const length = this.lengthAt(at, distance, limit);
      if (length > best.length) best = { length, distance };
      if (length >= goodEnough) break;
      const next = this.#chain[candidate % dictionarySize] ?? -1;
      if (next >= candidate) break;
      candidate = next;
    }
    return best;
  }
}
