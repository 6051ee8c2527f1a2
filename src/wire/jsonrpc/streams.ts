import {
  ByteQueue,
  type ByteSink,
  type ByteSource,
  type Deferred,
  deferred,
  messageOf,
} from '../../base/index.ts';
import { ProtocolError, RemoteError } from '../protocol.ts';
import type { FrameWriter } from './framing.ts';

/** How many bytes of one stream may be on their way or waiting, and how many go into one frame. */
export const streamWindow = 512 * 1_024;
const largestFrame = 64 * 1_024;

/** What the two ends of a stream tell each other beside the bytes. */
export interface StreamSignals {
  /** From receiver to sender: that many more bytes may be sent. */
  credit(stream: number, bytes: number): void;
  /** From either end: the stream is over before its time. */
  abort(stream: number, message: string): void;
}

/** The sending end of a stream. Waits for credit, so at most a window of bytes is under way. */
export class OutgoingStream implements ByteSink {
  readonly id: number;
  readonly #frames: FrameWriter;
  readonly #signals: StreamSignals;
  #credit: number;
  #more: Deferred<void> | undefined;
  #failure: unknown;
  #sourceFailure: { readonly error: unknown } | undefined;
  #ended = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(id: number, credit: number, frames: FrameWriter, signals: StreamSignals) {
    this.id = id;
    this.#credit = credit;
    this.#frames = frames;
    this.#signals = signals;
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.#inOrder(() => this.#send(chunk));
  }

  close(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#ended) return;
      this.#ended = true;
      if (this.#failure === undefined) await this.#frames.bytes(this.id, new Uint8Array());
    });
  }

  /** Sends everything the source has, then the end. Rejects when the receiver wants no more. */
  async pump(source: ByteSource): Promise<void> {
    try {
      for await (const chunk of source) await this.write(chunk);
    } catch (error) {
      if (this.#failure === undefined) this.#sourceFailure = { error };
      this.abort(error);
      throw error;
    }
    await this.close();
  }

  /** Set when it was what we read from that failed. */
  get sourceFailure(): { readonly error: unknown } | undefined {
    return this.#sourceFailure;
  }

  /** Tells the receiver that the rest is not coming. */
  abort(error: unknown): void {
    if (this.#ended || this.#failure !== undefined) return;
    this.fail(error);
    this.#signals.abort(this.id, messageOf(error));
  }

  /** More may be sent. */
  grant(bytes: number): void {
    this.#credit += bytes;
    this.#wake();
  }

  /** The receiver is gone: every waiting and later write rejects with the error. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  async #send(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      while (this.#credit <= 0 && this.#failure === undefined) {
        this.#more ??= deferred();
        await this.#more.promise;
      }
      if (this.#failure !== undefined) throw this.#failure;
      const piece = rest.subarray(0, Math.min(this.#credit, largestFrame));
      this.#credit -= piece.length;
      rest = rest.subarray(piece.length);
      await this.#frames.bytes(this.id, piece);
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #inOrder(action: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(action);
    this.#queue = result.catch(() => {});
    return result;
  }

  #wake(): void {
    this.#more?.resolve();
    this.#more = undefined;
  }
}

/** The receiving end of a stream. Gives credit as its one consumer gets on. */
export class IncomingStream implements ByteSource {
  readonly id: number;
  readonly #queue: ByteQueue;
  readonly #signals: StreamSignals;
  #allowed: number;
  #consumed = 0;
  #over = false;
  #sinkFailure: { readonly error: unknown } | undefined;

  constructor(id: number, signals: StreamSignals) {
    this.id = id;
    this.#signals = signals;
    this.#allowed = streamWindow;
    this.#queue = new ByteQueue({
      taken: (bytes) => this.#giveBack(bytes),
      abandoned: () => this.abort('nobody reads any more'),
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#queue[Symbol.asyncIterator]();
  }

  /** Hands everything to the sink, closes it and resolves; tells the sender if the sink fails. */
  async pump(sink: ByteSink): Promise<void> {
    try {
      for await (const chunk of this.#queue) await this.#deliver(chunk, sink);
    } finally {
      await sink.close().catch((error) => this.#sinkFailed(error));
    }
    if (this.#sinkFailure !== undefined) throw this.#sinkFailure.error;
  }

  /** Set when it was what we wrote to that failed. */
  get sinkFailure(): { readonly error: unknown } | undefined {
    return this.#sinkFailure;
  }

  /** A piece arrived. */
  accept(chunk: Uint8Array): void {
    this.#allowed -= chunk.length;
    if (this.#allowed < 0)
      throw new ProtocolError(`stream ${this.id}: more bytes than the credit allows`);
    this.#queue.push(chunk);
  }

  /** The sender is done. */
  end(): void {
    this.#over = true;
    this.#queue.end();
  }

  /** The rest is not coming; the consumer gets what is there, then the error. */
  fail(error: unknown): void {
    this.#over = true;
    this.#queue.fail(error);
  }

  /** Tells the sender to stop. */
  abort(message: string): void {
    if (this.#over) return;
    this.fail(new RemoteError(message));
    this.#signals.abort(this.id, message);
  }

  async #deliver(chunk: Uint8Array, sink: ByteSink): Promise<void> {
    try {
      await sink.write(chunk);
    } catch (error) {
      this.#sinkFailed(error);
      throw error;
    }
  }

  #sinkFailed(error: unknown): void {
    this.#sinkFailure ??= { error };
    this.abort(messageOf(error));
  }

  #giveBack(bytes: number): void {
    this.#consumed += bytes;
    if (this.#consumed < streamWindow / 4 || !this.#queue.open) return;
    this.#allowed += this.#consumed;
    this.#signals.credit(this.id, this.#consumed);
    this.#consumed = 0;
  }
}

/** All open streams of a connection. */
export class StreamTable {
  readonly #frames: FrameWriter;
  readonly #signals: StreamSignals;
  readonly #incoming = new Map<number, IncomingStream>();
  readonly #outgoing = new Map<number, OutgoingStream>();

  constructor(frames: FrameWriter, signals: StreamSignals) {
    this.#frames = frames;
    this.#signals = signals;
  }

  /** Starts receiving; the request that names the stream carries a window of credit. */
  expect(id: number): IncomingStream {
    const stream = new IncomingStream(id, this.#signals);
    this.#incoming.set(id, stream);
    return stream;
  }

  /** Starts receiving what a request of the other end announced, and tells it to begin. */
  receive(id: number): IncomingStream {
    const stream = this.expect(id);
    this.#signals.credit(id, streamWindow);
    return stream;
  }

  /** Starts sending. */
  send(id: number, credit: number): OutgoingStream {
    const stream = new OutgoingStream(id, credit, this.#frames, this.#signals);
    this.#outgoing.set(id, stream);
    return stream;
  }

  /** Forgets a stream that is over; what still comes for it is dropped. */
  forget(stream: IncomingStream | OutgoingStream | undefined): void {
    if (stream === undefined) return;
    this.#incoming.delete(stream.id);
    this.#outgoing.delete(stream.id);
  }

  bytes(id: number, chunk: Uint8Array, last: boolean): void {
    const stream = this.#incoming.get(id);
    if (last) stream?.end();
    else stream?.accept(chunk);
  }

  credit(id: number, bytes: number): void {
    this.#outgoing.get(id)?.grant(bytes);
  }

  aborted(id: number, message: string): void {
    const error = new RemoteError(message);
    this.#incoming.get(id)?.fail(error);
    this.#outgoing.get(id)?.fail(error);
  }

  /** The connection is over. */
  failAll(error: unknown): void {
    for (const stream of this.#incoming.values()) stream.fail(error);
    for (const stream of this.#outgoing.values()) stream.fail(error);
  }
}
