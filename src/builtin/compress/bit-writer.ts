/** Collects bits, highest first, into bytes. */
export class BitWriter {
  #bytes: Buffer = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  #held = 0;
  #count = 0;

  /** Up to 24 bits. */
  write(bits: number, value: number): void {
    this.#held = (this.#held << bits) | value;
    this.#count += bits;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#put((this.#held >>> this.#count) & 0xff);
    }
    this.#held &= (1 << this.#count) - 1;
  }

  write32(value: number): void {
    this.write(16, value >>> 16);
    this.write(16, value & 0xffff);
  }

  #put(byte: number): void {
    if (this.#length === this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.allocUnsafe(this.#bytes.length)]);
    this.#bytes[this.#length++] = byte;
  }

  /** Whole bytes written so far; bits of the last one stay for later. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  /** Fills the last byte with zeros. */
  align(): void {
    if (this.#count > 0) this.write(8 - this.#count, 0);
  }
}
