/** Bytes of memory that one read after the other is put into. */
const blockLength = 512 * 1024;

/** The least room that a read gets. */
const leastRoom = 128 * 1024;

/** Memory for the reads of one connection: large reads, without memory of its own for each small one. */
export class ReadMemory {
  #block: Uint8Array | undefined;
  #used = 0;

  /** Where the next read may put its bytes. */
  room(): Uint8Array {
    if (this.#block === undefined || blockLength - this.#used < leastRoom) {
      this.#block = Buffer.allocUnsafeSlow(blockLength);
      this.#used = 0;
    }
    return this.#block.subarray(this.#used);
  }

  /** The bytes that a read has put into that room. */
  taken(room: Uint8Array, length: number): Uint8Array {
    this.#used += length;
    return room.subarray(0, length);
  }
}
