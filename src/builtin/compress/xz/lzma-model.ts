import { probabilities, type RangeEncoder } from './range-encoder.ts';

const literalContextBits = 3;
const positionMask = 3;
const states = 12;
const lengthClasses = 4;
const literalSize = 0x300;

/** The probabilities for lengths of one kind of match. */
class LengthModel {
  readonly #choice = probabilities(2);
  readonly #low = probabilities((positionMask + 1) << 3);
  readonly #middle = probabilities((positionMask + 1) << 3);
  readonly #high = probabilities(256);

  encode(out: RangeEncoder, length: number, position: number): void {
    const value = length - 2;
    if (value < 8) {
      out.bit(this.#choice, 0, 0);
      out.tree(this.#low, position << 3, 3, value);
    } else if (value < 16) {
      out.bit(this.#choice, 0, 1);
      out.bit(this.#choice, 1, 0);
      out.tree(this.#middle, position << 3, 3, value - 8);
    } else {
      out.bit(this.#choice, 0, 1);
      out.bit(this.#choice, 1, 1);
      out.tree(this.#high, 0, 8, value - 16);
    }
  }
}

/**
 * What the coder has learned: how likely each kind of symbol is after which. Literals, matches, and
 * repeats of the latest distance, in the terms of the LZMA format.
 */
export class LzmaModel {
  /** lc = 3, lp = 0, pb = 2. */
  static readonly properties = (2 * 5 + 0) * 9 + literalContextBits;

  #state = 0;
  /** The latest distance; 1 is the byte before. */
  distance = 1;
  #older: readonly [number, number, number] = [1, 1, 1];
  readonly #isMatch = probabilities(states << 4);
  readonly #isRepeat = probabilities(states);
  readonly #isRepeat0 = probabilities(states);
  readonly #isLongRepeat0 = probabilities(states << 4);
  readonly #literals = probabilities(literalSize << literalContextBits);
  readonly #slots = probabilities(lengthClasses << 6);
  readonly #special = probabilities(128);
  readonly #align = probabilities(16);
  readonly #matchLengths = new LengthModel();
  readonly #repeatLengths = new LengthModel();

  /** A byte as it is. `reference` is the byte that the latest distance points to. */
  literal(out: RangeEncoder, position: number, byte: number, before: number, reference: number) {
    const state = this.#state;
    out.bit(this.#isMatch, (state << 4) + (position & positionMask), 0);
    const base = literalSize * (before >> (8 - literalContextBits));
    if (state < 7) out.tree(this.#literals, base, 8, byte);
    else this.#referenced(out, base, byte, reference);
    this.#state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  /** After a match the byte is probably not the one that would have made it longer. */
  #referenced(out: RangeEncoder, base: number, byte: number, reference: number): void {
    let offset = 0x100;
    let node = 1;
    for (let bit = 7; bit >= 0; bit--) {
      const expected = ((reference >> bit) & 1) << 8;
      const digit = (byte >> bit) & 1;
      out.bit(this.#literals, base + offset + (expected & offset) + node, digit);
      node = (node << 1) | digit;
      offset &= digit === 1 ? expected : ~expected;
    }
  }

  /** Bytes that stand at the latest distance before. */
  repeat(out: RangeEncoder, position: number, length: number): void {
    const state = this.#state;
    const place = position & positionMask;
    out.bit(this.#isMatch, (state << 4) + place, 1);
    out.bit(this.#isRepeat, state, 1);
    out.bit(this.#isRepeat0, state, 0);
    out.bit(this.#isLongRepeat0, (state << 4) + place, length === 1 ? 0 : 1);
    if (length === 1) {
      this.#state = state < 7 ? 9 : 11;
      return;
    }
    this.#repeatLengths.encode(out, length, place);
    this.#state = state < 7 ? 8 : 11;
  }

  /** Bytes that stand at another distance before; it becomes the latest one. */
  match(out: RangeEncoder, position: number, length: number, distance: number): void {
    const state = this.#state;
    const place = position & positionMask;
    out.bit(this.#isMatch, (state << 4) + place, 1);
    out.bit(this.#isRepeat, state, 0);
    this.#matchLengths.encode(out, length, place);
    this.#encodeDistance(out, Math.min(length - 2, lengthClasses - 1), distance - 1);
    this.#older = [this.distance, this.#older[0], this.#older[1]];
    this.distance = distance;
    this.#state = state < 7 ? 7 : 10;
  }

  #encodeDistance(out: RangeEncoder, lengthClass: number, value: number): void {
    if (value < 4) {
      out.tree(this.#slots, lengthClass << 6, 6, value);
      return;
    }
    const top = 31 - Math.clz32(value);
    const slot = (top << 1) | ((value >>> (top - 1)) & 1);
    out.tree(this.#slots, lengthClass << 6, 6, slot);
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) {
      out.reverseTree(this.#special, base - slot, bits, value - base);
      return;
    }
    out.direct((value - base) >>> 4, bits - 4);
    out.reverseTree(this.#align, 0, 4, value & 15);
  }
}
