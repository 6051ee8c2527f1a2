/** Bytes for one stream. */
export interface Payload {
  readonly streamId: number;
  readonly bytes: Uint8Array;
}

/** A payload keeps the whole buffer alive it was read into, unless it is that many times smaller. */
const copiedBelow = 16;

/**
 * The payloads of one chunk. Those of one stream that follow each other are moved together and come
 * out as one: a sender of many small frames costs little more than one of large frames.
 */
export class PayloadRun {
  readonly #chunk: Uint8Array;
  #streamId = 0;
  #from = 0;
  #to = 0;

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk;
  }

  /** Adds the bytes between two places of the chunk; gives back what is complete because of it. */
  add(streamId: number, from: number, to: number): Payload | undefined {
    if (streamId === this.#streamId && this.#from < this.#to) {
      if (from !== this.#to) this.#chunk.copyWithin(this.#to, from, to);
      this.#to += to - from;
      return undefined;
    }
    const complete = this.end();
    this.#streamId = streamId;
    this.#from = from;
    this.#to = to;
    return complete;
  }

  /** What has been added and not given back. */
  end(): Payload | undefined {
    if (this.#from === this.#to) return undefined;
    const bytes = this.#chunk.subarray(this.#from, this.#to);
    this.#from = this.#to;
    const isSmall = bytes.length * copiedBelow < bytes.buffer.byteLength;
    return { streamId: this.#streamId, bytes: isSmall ? bytes.slice() : bytes };
  }
}
