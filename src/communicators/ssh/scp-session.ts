import type { Readable, Writable } from 'node:stream';
import { ByteQueue, discard } from '../../base/index.ts';
import { pump } from './command.ts';
import type { SshConnection } from './connection.ts';
import { openSession } from './session.ts';

/** The other end hung up in the middle of the conversation; its exit status says why. */
class HungUp extends Error {}

/** A conversation in the protocol of scp: records one way, status bytes the other. */
export interface ScpWire {
  send(bytes: Uint8Array | string): Promise<void>;
  /** Reads one byte. */
  byte(): Promise<number>;
  /** Reads up to the next line feed, which is not part of the answer. */
  line(): Promise<string>;
  /** Reads that many bytes, in pieces as they come. */
  exactly(count: number): AsyncGenerator<Uint8Array, void, void>;
  /** Waits for a status byte; throws what the other side complains about. */
  accepted(): Promise<void>;
  /** Reads a record, such as `C0644 5 name`; undefined at the end of the conversation. */
  record(): Promise<string | undefined>;
}

/** Reads the answers of the other side piece by piece. */
class Answers {
  readonly #chunks: AsyncIterator<Uint8Array, undefined>;
  #rest: Uint8Array = new Uint8Array();

  constructor(queue: ByteQueue) {
    this.#chunks = queue[Symbol.asyncIterator]();
  }

  /** What is there, up to `limit` bytes; undefined at the end. */
  async take(limit: number): Promise<Uint8Array | undefined> {
    if (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return undefined;
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async byte(): Promise<number> {
    const byte = (await this.take(1))?.[0];
    if (byte === undefined) throw new HungUp('EOF');
    return byte;
  }

  async line(): Promise<string> {
    const bytes: number[] = [];
    for (let byte = await this.byte(); byte !== 10; byte = await this.byte()) bytes.push(byte);
    return new TextDecoder().decode(Uint8Array.from(bytes));
  }

  async *exactly(count: number): AsyncGenerator<Uint8Array, void, void> {
    for (let left = count; left > 0; ) {
      const piece = await this.take(left);
      if (piece === undefined) throw new HungUp('EOF');
      left -= piece.length;
      yield piece;
    }
  }
}

function wireOver(answers: Answers, send: ScpWire['send']): ScpWire {
  return {
    send,
    byte: () => answers.byte(),
    line: () => answers.line(),
    exactly: (count) => answers.exactly(count),
    accepted: async () => {
      if ((await answers.byte()) !== 0) throw new Error(await answers.line());
    },
    record: async () => {
      const first = (await answers.take(1))?.[0];
      if (first === undefined) return undefined;
      const text = await answers.line();
      if (first === 1 || first === 2) throw new Error(text);
      return String.fromCharCode(first) + text;
    },
  };
}

/** Bytes that may wait to be read. */
const enough = 1 << 20;

const notInstalled =
  'SCP failed to start. This usually means that SCP is not\nproperly installed on the remote system.';

function ending(status: number): Error | undefined {
  if (status === 0) return undefined;
  if (status === 127) return new Error(notInstalled);
  return new Error(
    status > 255
      ? 'wait: remote command exited without exit status or exit signal'
      : `Process exited with status ${status}`,
  );
}

function written(channel: Writable, bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (channel.destroyed || channel.writableEnded) return reject(new HungUp('EOF'));
    channel.write(bytes, (error) => (error ? reject(new HungUp('EOF')) : resolve()));
  });
}

/** Lets the answers wait until they are read, but not too many of them. */
function answersOf(channel: Readable): Answers {
  let pending = 0;
  const queue = new ByteQueue({
    taken: (bytes) => {
      pending -= bytes;
      if (pending < enough) channel.resume();
    },
  });
  channel.on('data', (chunk: Uint8Array) => {
    pending += chunk.length;
    queue.push(chunk);
    if (pending >= enough) channel.pause();
  });
  channel.once('end', () => queue.end());
  channel.once('close', () => queue.end());
  return new Answers(queue);
}

/** Runs scp on the machine and talks with it (components 3.7). */
export async function scp<T>(
  connection: SshConnection,
  command: string,
  signal: AbortSignal,
  talk: (wire: ScpWire) => Promise<T>,
): Promise<T | undefined> {
  const { channel, exited } = await openSession(connection, command, false, signal);
  const cancel = () => channel.destroy();
  signal.addEventListener('abort', cancel, { once: true });
  const answers = answersOf(channel);
  void pump(channel.stderr, discard);
  const hungUp = exited.then(() => Promise.reject<void>(new HungUp('EOF')));
  hungUp.catch(() => {});
  const send = (bytes: Uint8Array | string) => Promise.race([hungUp, written(channel, bytes)]);
  try {
    const answer = await talk(wireOver(answers, send));
    channel.end();
    const problem = ending(await exited);
    if (problem !== undefined) throw problem;
    return answer;
  } catch (error) {
    channel.end();
    channel.resume();
    if (signal.aborted) throw signal.reason;
    if (!(error instanceof HungUp)) throw error;
    throw ending(await exited) ?? new Error('unexpected EOF', { cause: error });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
