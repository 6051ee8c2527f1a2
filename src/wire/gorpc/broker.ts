import { type Deferred, deferred } from '../../base/index.ts';
import { StreamError, type YamuxSession, type YamuxStream } from './yamux/index.ts';

/** Time, as far as the broker needs it. */
export interface Timers {
  /** Calls back once after that many milliseconds; the answer cancels. */
  after(milliseconds: number, call: () => void): () => void;
}

/** How long a dialled id waits for its acceptor (plugin-protocol 2.6). */
const unclaimedWindow = 5_000;

/** How long an acceptor waits for its dialler: longer than the Go side's 5 s, for busy machines. */
const acceptWindow = 20_000;

/** Longest wait for the acknowledgement of a dialled id; a dead peer fails it earlier. */
const dialWindow = 15_000;

interface Meeting {
  readonly arrived: Deferred<YamuxStream>;
  dialled: boolean;
  accepted: boolean;
  cancel: () => void;
}

/**
 * Gives yamux streams a purpose: a 32-bit id, dialled by the side that received it in a message and
 * accepted by the side that allocated it (plugin-protocol 2.6).
 */
export class Broker {
  readonly #session: YamuxSession;
  readonly #timers: Timers;
  readonly #meetings = new Map<number, Meeting>();
  #lastId = 0;

  constructor(session: YamuxSession, timers: Timers) {
    this.#session = session;
    this.#timers = timers;
    void this.#run();
  }

  /** An id nobody has used on this side; 0 is the plugin's main service. */
  allocate(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Reaches the peer's acceptor of `id`. Rejects when there is none or the session ended. */
  async dial(id: number): Promise<YamuxStream> {
    const stream = this.#session.open();
    // Written in the tick of the SYN: a late id would stall every other accept of the peer.
    const written = stream.sink.write(littleEndian(id));
    const cancel = this.#timers.after(dialWindow, () =>
      stream.fail(new StreamError(`nobody answers for stream id ${id}`)),
    );
    try {
      await written;
      const echo = await readExactly(stream, 4);
      if (readLittleEndian(echo) !== id)
        throw new StreamError(`the peer answered for another stream than ${id}`);
      return stream;
    } finally {
      cancel();
    }
  }

  /** Waits for the peer to dial `id`, at most 20 s. Call it before sending the message that carries the id. */
  async accept(id: number): Promise<YamuxStream> {
    const meeting = this.#meeting(id);
    meeting.accepted = true;
    if (meeting.dialled) {
      meeting.cancel();
      this.#meetings.delete(id);
    }
    const stream = await meeting.arrived.promise;
    await stream.sink.write(littleEndian(id));
    return stream;
  }

  async #run(): Promise<void> {
    for (;;) {
      const stream = await this.#session.accept();
      if (!stream) break;
      void this.#introduce(stream);
    }
    const ended = new StreamError('the connection is closed');
    for (const [id, meeting] of this.#meetings) this.#give(id, meeting, ended);
  }

  async #introduce(stream: YamuxStream): Promise<void> {
    try {
      const id = readLittleEndian(await readExactly(stream, 4));
      const meeting = this.#meeting(id);
      if (meeting.dialled) {
        await stream.sink.close();
        return;
      }
      meeting.dialled = true;
      meeting.cancel();
      if (meeting.accepted) this.#meetings.delete(id);
      else this.#expireUntaken(id, meeting, stream);
      meeting.arrived.resolve(stream);
    } catch {
      // The peer gave up before it said what the stream is for.
    }
  }

  #expireUntaken(id: number, meeting: Meeting, stream: YamuxStream): void {
    meeting.cancel = this.#timers.after(unclaimedWindow, () => {
      this.#meetings.delete(id);
      if (!meeting.accepted) void stream.sink.close();
    });
  }

  #meeting(id: number): Meeting {
    const known = this.#meetings.get(id);
    if (known) return known;
    const meeting: Meeting = {
      arrived: deferred(),
      dialled: false,
      accepted: false,
      cancel: () => {},
    };
    meeting.arrived.promise.catch(() => {});
    meeting.cancel = this.#timers.after(acceptWindow, () =>
      this.#give(id, meeting, new StreamError(`timeout waiting for the peer to dial stream ${id}`)),
    );
    this.#meetings.set(id, meeting);
    return meeting;
  }

  #give(id: number, meeting: Meeting, reason: Error): void {
    meeting.cancel();
    this.#meetings.delete(id);
    meeting.arrived.reject(reason);
  }
}

/** Reads that many bytes and no more; what came with them is kept in front. */
async function readExactly(stream: YamuxStream, count: number): Promise<Uint8Array> {
  const bytes = await stream.take(count);
  if (bytes.length < count) throw new StreamError('the stream ended before it said its purpose');
  return bytes;
}

function littleEndian(id: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, id, true);
  return bytes;
}

function readLittleEndian(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}
