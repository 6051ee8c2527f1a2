import { type ByteStream, type Deferred, deferred, joinedBytes } from '../../../base/index.ts';
import {
  decodeHeader,
  encodeHeader,
  type FrameHeader,
  frameFlag,
  frameType,
  goAwayCode,
  headerLength,
  writeHeader,
} from './frame.ts';
import { type Payload, PayloadRun } from '../../payload-run.ts';
import { type StreamCarrier, StreamError, YamuxStream } from './stream.ts';

/** Payloads up to this size are copied behind their header, so that one write carries both. */
const joinedWriteLimit = 16 * 1024;

/** Streams the other end may open that nobody has taken yet. */
const acceptBacklog = 256;

const nothing: Uint8Array = new Uint8Array(0);

/**
 * One yamux session over a byte stream (plugin-protocol 2). Reads the connection all the time;
 * backpressure is per stream. Pings are answered from the read loop, behind nobody's work. The chunks of
 * the connection belong to the session, which moves bytes within them.
 */
export class YamuxSession {
  /** Settles when the session has ended: undefined after a clean end, else the reason. */
  readonly ended: Promise<Error | undefined>;
  readonly #connection: ByteStream;
  readonly #streams = new Map<number, YamuxStream>();
  readonly #ended: Deferred<Error | undefined> = deferred();
  readonly #incoming: YamuxStream[] = [];
  readonly #carrier: StreamCarrier;
  #waiting: Deferred<void> | undefined;
  #nextId: number;
  #over: Error | undefined;

  /** The host is the `client` (odd ids), the plugin the `server` (even ids). */
  constructor(connection: ByteStream, role: 'client' | 'server') {
    this.#connection = connection;
    this.#nextId = role === 'client' ? 1 : 2;
    this.ended = this.#ended.promise;
    this.#carrier = {
      sendFrame: (type, flags, streamId, payload) =>
        this.#send({ type, flags, streamId, length: payload.length }, payload),
      sendWindow: (flags, streamId, length) =>
        this.#sendUnawaited({ type: frameType.windowUpdate, flags, streamId, length }),
      forget: (streamId) => void this.#streams.delete(streamId),
    };
    void this.#read();
  }

  /** Opens a stream; data may follow at once. Throws when the session has ended. */
  open(): YamuxStream {
    if (this.#over) throw this.#over;
    const stream = new YamuxStream(this.#nextId, this.#carrier);
    this.#nextId += 2;
    this.#streams.set(stream.id, stream);
    this.#carrier.sendWindow(frameFlag.syn, stream.id, 0);
    return stream;
  }

  /** The next stream the other end opened; undefined when the session has ended. */
  async accept(): Promise<YamuxStream | undefined> {
    for (;;) {
      const stream = this.#incoming.shift();
      if (stream) return stream;
      if (this.#over) return undefined;
      this.#waiting ??= deferred();
      await this.#waiting.promise;
    }
  }

  /** Ends the session: all streams fail, the connection is closed. */
  async close(): Promise<void> {
    this.#end(undefined);
    await this.#connection.sink.close().catch(() => {});
  }

  async #send(header: FrameHeader, payload: Uint8Array): Promise<void> {
    if (this.#over) throw this.#over;
    if (payload.length <= joinedWriteLimit) {
      const frame = new Uint8Array(headerLength + payload.length);
      writeHeader(frame, header);
      frame.set(payload, headerLength);
      await this.#connection.sink.write(frame);
      return;
    }
    // Both writes are queued in this tick, so no other frame comes between them.
    const first = this.#connection.sink.write(encodeHeader(header));
    const second = this.#connection.sink.write(payload);
    await Promise.all([first, second]);
  }

  #sendUnawaited(header: FrameHeader): void {
    if (this.#over) return;
    this.#connection.sink.write(encodeHeader(header)).catch((error: unknown) => {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    });
  }

  async #read(): Promise<void> {
    try {
      let rest: Uint8Array = nothing;
      for await (const chunk of this.#connection.source) {
        rest = this.#consume(rest.length === 0 ? chunk : joinedBytes([rest, chunk]));
        if (this.#over) return;
      }
      this.#end(undefined);
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The data frame that is being read: what its header said, and bytes still to come. */
  #open: { readonly streamId: number; readonly flags: number; left: number } | undefined;

  /** Handles what is complete; gives back the beginning of a header, if any. */
  #consume(bytes: Uint8Array): Uint8Array {
    const run = new PayloadRun(bytes);
    let at = 0;
    while (at < bytes.length && !this.#over) {
      if (this.#open) {
        const size = Math.min(this.#open.left, bytes.length - at);
        this.#payload(run.add(this.#open.streamId, at, at + size));
        at += size;
        this.#open.left -= size;
        if (this.#open.left > 0) break;
        if (this.#open.flags !== 0) {
          this.#payload(run.end());
          this.#after(this.#open.streamId, this.#open.flags);
        }
        this.#open = undefined;
        continue;
      }
      if (bytes.length - at < headerLength) break;
      const header = decodeHeader(bytes, at);
      at += headerLength;
      if (header?.flags !== 0) this.#payload(run.end());
      if (!header) this.#protocolError('the peer sent something that is no yamux frame');
      else this.#header(header);
    }
    this.#payload(run.end());
    return this.#open ? nothing : bytes.slice(at);
  }

  #header(header: FrameHeader): void {
    if (header.type === frameType.ping) {
      if (header.flags & frameFlag.syn)
        this.#sendUnawaited({ ...header, flags: frameFlag.ack, streamId: 0 });
      return;
    }
    if (header.type === frameType.goAway) {
      if (header.length !== goAwayCode.normal)
        this.#end(new StreamError(`the peer ended the session with code ${header.length}`));
      return;
    }
    this.#before(header);
    if (header.type === frameType.data) {
      this.#open = { streamId: header.streamId, left: header.length, flags: header.flags };
      if (header.length === 0) {
        this.#open = undefined;
        this.#after(header.streamId, header.flags);
      }
      return;
    }
    this.#streams.get(header.streamId)?.receiveWindow(header.length);
    this.#after(header.streamId, header.flags);
  }

  /** Effects of a frame's flags before its content: SYN and RST. */
  #before({ flags, streamId }: FrameHeader): void {
    if (flags & frameFlag.syn) this.#opened(streamId);
    if (flags & frameFlag.rst) {
      const stream = this.#streams.get(streamId);
      this.#streams.delete(streamId);
      stream?.fail(new StreamError('the peer reset the stream'));
    }
  }

  /** Effects of a frame's flags after its content: FIN. */
  #after(streamId: number, flags: number): void {
    if (!(flags & frameFlag.fin)) return;
    const stream = this.#streams.get(streamId);
    if (stream && !stream.receiveFin())
      this.#protocolError(`the peer closed stream ${streamId} twice`);
  }

  #payload(payload: Payload | undefined): void {
    const stream = payload && this.#streams.get(payload.streamId);
    if (stream && !stream.receiveData(payload.bytes))
      this.#protocolError(`the peer sent more than the window of stream ${payload.streamId}`);
  }

  #opened(streamId: number): void {
    const wrongSide = streamId % 2 === this.#nextId % 2;
    if (wrongSide || streamId === 0 || this.#streams.has(streamId)) {
      this.#protocolError(`the peer opened stream ${streamId}, which it may not`);
      return;
    }
    if (this.#incoming.length >= acceptBacklog) {
      this.#carrier.sendWindow(frameFlag.rst, streamId, 0);
      return;
    }
    const stream = new YamuxStream(streamId, this.#carrier);
    this.#streams.set(streamId, stream);
    this.#carrier.sendWindow(frameFlag.ack, streamId, 0);
    this.#incoming.push(stream);
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  #protocolError(message: string): void {
    this.#sendUnawaited({
      type: frameType.goAway,
      flags: 0,
      streamId: 0,
      length: goAwayCode.protocolError,
    });
    this.#end(new StreamError(message));
  }

  #end(reason: Error | undefined): void {
    if (this.#over) return;
    this.#over = reason ?? new StreamError('the connection is closed');
    for (const stream of this.#streams.values()) stream.fail(this.#over);
    this.#streams.clear();
    this.#waiting?.resolve();
    this.#waiting = undefined;
    this.#ended.resolve(reason);
  }
}
