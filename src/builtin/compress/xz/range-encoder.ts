/** Probabilities are fractions of 2^11; this is one half. */
const evenOdds = 1024;
const probabilityBits = 11;
const adaptation = 5;
const smallestRange = 2 ** 24;

/** A fresh set of probabilities. */
export function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(evenOdds);
}

/** The arithmetic coder of LZMA: bits go in with their probabilities, bytes come out. */
export class RangeEncoder {
  readonly #bytes = Buffer.allocUnsafe(2 ** 17);
  #length = 0;
  #low = 0;
  #range = 0xffffffff;
  #cache = 0;
  /** Bytes that wait for a carry: the cached one and runs of 0xff after it. */
  #waiting = 1;

  /** Bytes that a flush would leave. */
  get size(): number {
    return this.#length + this.#waiting + 4;
  }

  #shift(): void {
    if (this.#low < 0xff000000 || this.#low >= 2 ** 32) {
      const carry = this.#low >= 2 ** 32 ? 1 : 0;
      let byte = this.#cache;
      for (; this.#waiting > 0; this.#waiting--) {
        this.#bytes[this.#length++] = (byte + carry) & 0xff;
        byte = 0xff;
      }
      this.#cache = Math.floor(this.#low / 2 ** 24) & 0xff;
    }
    this.#waiting++;
    this.#low = (this.#low % 2 ** 24) * 2 ** 8;
  }

  /** One bit, by a probability that learns from it. */
  bit(odds: Uint16Array, index: number, bit: number): void {
    const zero = odds[index] ?? 0;
    const bound = (this.#range >>> probabilityBits) * zero;
    if (bit === 0) {
      this.#range = bound;
      odds[index] = zero + ((2 ** probabilityBits - zero) >> adaptation);
    } else {
      this.#low += bound;
      this.#range -= bound;
      odds[index] = zero - (zero >> adaptation);
    }
    while (this.#range < smallestRange) {
      this.#range = (this.#range * 2 ** 8) >>> 0;
      this.#shift();
    }
  }

  /** Bits that are as likely as not, highest first. */
  direct(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) {
      this.#range >>>= 1;
      if ((value >>> bit) & 1) this.#low += this.#range;
      while (this.#range < smallestRange) {
        this.#range = (this.#range * 2 ** 8) >>> 0;
        this.#shift();
      }
    }
  }

  /** A number of so many bits, highest first, each bit's probability depending on those before. */
  tree(odds: Uint16Array, base: number, bits: number, value: number): void {
    let node = 1;
    for (let bit = bits - 1; bit >= 0; bit--) {
      const digit = (value >>> bit) & 1;
      this.bit(odds, base + node, digit);
      node = (node << 1) | digit;
    }
  }

  /** The same, lowest bit first. */
  reverseTree(odds: Uint16Array, base: number, bits: number, value: number): void {
    let node = 1;
    for (let bit = 0; bit < bits; bit++) {
      const digit = (value >>> bit) & 1;
      this.bit(odds, base + node, digit);
      node = (node << 1) | digit;
    }
  }

  /** Ends the run of bits and gives its bytes; the encoder starts afresh. */
  finish(): Buffer {
    for (let left = 5; left > 0; left--) this.#shift();
    const bytes = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    this.#low = 0;
    this.#range = 0xffffffff;
    this.#cache = 0;
    this.#waiting = 1;
    return bytes;
  }
}
