import type { ByteSource } from './byte-stream.ts';
import { type Deferred, deferred } from './deferred.ts';

/** What the owner of a queue learns about its consumer. */
export interface ByteQueueEvents {
  /** The consumer is done with that many bytes. */
  taken?(bytes: number): void;
  /** The consumer stopped before the end. */
  abandoned?(): void;
}

/**
 * Bytes waiting for one consumer. The queue itself is unbounded: whoever pushes keeps it small, with
 * what `taken` says.
 */
export class ByteQueue implements ByteSource {
  readonly #chunks: Uint8Array[] = [];
  readonly #events: ByteQueueEvents;
  #state: { kind: 'open' | 'ended' | 'abandoned' } | { kind: 'failed'; error: unknown } = {
    kind: 'open',
  };
  #waiting: Deferred<void> | undefined;
  /** Bytes the consumer has got and is not done with. */
  #lent = 0;

  constructor(events: ByteQueueEvents = {}) {
    this.#events = events;
  }

  /** Whether more can be pushed: neither ended, failed nor abandoned. */
  get open(): boolean {
    return this.#state.kind === 'open';
  }

  /** Adds bytes; ignored when the queue is not open. */
  push(chunk: Uint8Array): void {
    if (!this.open || chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#wake();
  }

  /** Nothing follows. */
  end(): void {
    if (this.open) this.#state = { kind: 'ended' };
    this.#wake();
  }

  /** The consumer gets what is there, then this error. */
  fail(error: unknown): void {
    if (this.open) this.#state = { kind: 'failed', error };
    this.#wake();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return {
      next: () => this.#next(),
      return: () => {
        this.#finish();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  /** By hand and not by a generator: each piece of every stream passes here. */
  #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#lent > 0) this.#events.taken?.(this.#lent);
    const chunk = this.#chunks.shift();
    this.#lent = chunk?.length ?? 0;
    if (chunk !== undefined) return Promise.resolve({ done: false, value: chunk });
    if (this.#state.kind === 'failed') return Promise.reject(this.#state.error);
    if (this.#state.kind !== 'open') return Promise.resolve({ done: true, value: undefined });
    this.#waiting ??= deferred();
    return this.#waiting.promise.then(() => this.#next());
  }

  /** The consumer wants no more. */
  #finish(): void {
    this.#chunks.length = 0;
    this.#lent = 0;
    if (!this.open) return;
    this.#state = { kind: 'abandoned' };
    this.#events.abandoned?.();
  }

  #wake(): void {
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }
}
