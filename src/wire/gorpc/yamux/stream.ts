import { type ByteSink, type ByteStream, type Deferred, deferred } from '../../../base/index.ts';
import { frameFlag, frameType } from './frame.ts';

/** Bytes a sender may have in flight on one stream; the default and the maximum of the Go side. */
export const initialWindow = 262_144;

/** What a stream needs of the session it lives in. */
export interface StreamCarrier {
  /** Queues a frame; resolves when the connection takes more. */
  sendFrame(type: number, flags: number, streamId: number, payload: Uint8Array): Promise<void>;
  /** Queues a window update with flags; never waits. */
  sendWindow(flags: number, streamId: number, increment: number): void;
  /** Both directions are closed: the id can be forgotten. */
  forget(streamId: number): void;
}

/** The stream ended in another way than by FIN. */
export class StreamError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StreamError';
  }
}

/**
 * One yamux stream (plugin-protocol 2.3, 2.4). The source gives back credit as it is consumed, so a
 * slow reader slows only its own stream; the sink waits for credit. Exactly one FIN is sent.
 */
export class YamuxStream implements ByteStream {
  readonly id: number;
  readonly #carrier: StreamCarrier;
  readonly #received: Uint8Array[] = [];
  #bufferedBytes = 0;
  #creditOwed = 0;
  #receiveWindow = initialWindow;
  #sendWindow = initialWindow;
  #finReceived = false;
  #finSent = false;
  #discarding = false;
  #failure: Error | undefined;
  #readable: Deferred<void> | undefined;
  #sendable: Deferred<void> | undefined;

  constructor(id: number, carrier: StreamCarrier) {
    this.id = id;
    this.#carrier = carrier;
  }

  /** Bytes from the other end; ends at its FIN, throws StreamError after a reset. One reader only. */
  readonly source: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () => this.#next(),
      return: async () => {
        this.#discard();
        return { done: true, value: undefined };
      },
    }),
  };

  /** Bytes to the other end; `close` sends FIN. */
  readonly sink: ByteSink = {
    write: (chunk) => this.#write(chunk),
    close: async () => this.#close(),
  };

  /** Reads that many bytes, fewer only at the end of the stream; the rest stays for the source. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const { value, done } = await this.#next();
      if (done) return bytes.subarray(0, filled);
      const used = Math.min(value.length, count - filled);
      bytes.set(value.subarray(0, used), filled);
      filled += used;
      if (used < value.length) this.#putBack(value.subarray(used));
    }
    return bytes;
  }

  /** A data frame arrived. False: more than the window allowed, which ends the session. */
  receiveData(payload: Uint8Array): boolean {
    if (payload.length === 0) return true;
    this.#receiveWindow -= payload.length;
    if (this.#receiveWindow < 0) return false;
    if (this.#discarding || this.#failure) {
      this.#owe(payload.length);
      return true;
    }
    this.#received.push(payload);
    this.#bufferedBytes += payload.length;
    this.#wakeReader();
    return true;
  }

  /** Credit arrived. */
  receiveWindow(increment: number): void {
    this.#sendWindow += increment;
    if (increment > 0) this.#wakeWriter();
  }

  /** The other end will send no more. False: it said so before, which ends the session. */
  receiveFin(): boolean {
    if (this.#finReceived) return false;
    this.#finReceived = true;
    this.#wakeReader();
    this.#forgetWhenClosed();
    return true;
  }

  /** The stream is dead in both directions. */
  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#finSent = true;
    this.#finReceived = true;
    this.#wakeReader();
    this.#wakeWriter();
  }

  async #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      const chunk = this.#received.shift();
      if (chunk) {
        this.#bufferedBytes -= chunk.length;
        this.#owe(chunk.length);
        return { done: false, value: chunk };
      }
      if (this.#failure) throw this.#failure;
      if (this.#finReceived) return { done: true, value: undefined };
      this.#readable ??= deferred();
      await this.#readable.promise;
    }
  }

  #putBack(chunk: Uint8Array): void {
    this.#received.unshift(chunk);
    this.#bufferedBytes += chunk.length;
    this.#creditOwed -= chunk.length;
  }

  /** The reader has gone: what still comes is dropped, with its credit given back. */
  #discard(): void {
    this.#discarding = true;
    this.#received.length = 0;
    this.#owe(this.#bufferedBytes);
    this.#bufferedBytes = 0;
  }

  /** Gives credit back once half a window has been consumed. */
  #owe(bytes: number): void {
    this.#creditOwed += bytes;
    if (this.#creditOwed < initialWindow / 2 || this.#finReceived) return;
    this.#receiveWindow += this.#creditOwed;
    this.#carrier.sendWindow(0, this.id, this.#creditOwed);
    this.#creditOwed = 0;
  }

  async #write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      while (this.#sendWindow <= 0 && !this.#failure && !this.#finSent) {
        this.#sendable ??= deferred();
        await this.#sendable.promise;
      }
      if (this.#failure) throw this.#failure;
      if (this.#finSent) throw new StreamError('the stream is closed for writing');
      const size = Math.min(chunk.length - at, this.#sendWindow);
      this.#sendWindow -= size;
      const part = size === chunk.length ? chunk : chunk.subarray(at, at + size);
      at += size;
      await this.#carrier.sendFrame(frameType.data, 0, this.id, part);
    }
  }

  #close(): void {
    if (this.#finSent) return;
    this.#finSent = true;
    this.#wakeWriter();
    this.#carrier.sendWindow(frameFlag.fin, this.id, 0);
    this.#forgetWhenClosed();
  }

  #forgetWhenClosed(): void {
    if (this.#finSent && this.#finReceived) this.#carrier.forget(this.id);
  }

  #wakeReader(): void {
    this.#readable?.resolve();
    this.#readable = undefined;
  }

  #wakeWriter(): void {
    this.#sendable?.resolve();
    this.#sendable = undefined;
  }
}
