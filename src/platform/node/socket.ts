import type { Socket } from 'node:net';
import { ByteQueue, type ByteSource, type ByteStream } from '../../base/index.ts';
import { ReadMemory } from './read-memory.ts';
import { sinkOf } from './sink.ts';

/** Where another process listens. */
export type ByteAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** A connection that can be dropped at once. */
export interface ByteConnection extends ByteStream {
  /** Drops the connection: nothing more is sent or received. */
  destroy(): void;
}

/** Bytes that may wait for the consumer of a source before the socket is not read any more. */
const sourceCapacity = 1024 * 1024;

/** Connects to where another process listens. Rejects with the system's error. */
export async function connectTo(address: ByteAddress): Promise<ByteConnection> {
  const { connect } = process.getBuiltinModule('node:net');
  const { once } = process.getBuiltinModule('node:events');
  const memory = new ReadMemory();
  const onread = {
    buffer: () => memory.room(),
    callback: (length: number, room: Uint8Array) => received.push(memory.taken(room, length)),
  };
  const socket: Socket =
    'path' in address
      ? connect({ path: address.path, onread })
      : connect({ ...address, onread, keepAlive: true, noDelay: true });
  const received = new Received(socket);
  await once(socket, 'connect');
  return { source: received.source, sink: sinkOf(socket), destroy: () => socket.destroy() };
}

/** Both directions of a socket that somebody else connected. */
export function streamOf(socket: Socket): ByteStream {
  const received = new Received(socket);
  socket.on('data', (chunk: Uint8Array) => {
    if (!received.push(chunk)) socket.pause();
  });
  return { source: received.source, sink: sinkOf(socket) };
}

/** What a socket received and its consumer has not taken yet. */
class Received {
  readonly source: ByteSource;
  readonly #queue: ByteQueue;
  #waiting = 0;

  constructor(socket: Socket) {
    this.#queue = new ByteQueue({
      taken: (bytes) => {
        const wasFull = this.#waiting >= sourceCapacity;
        this.#waiting -= bytes;
        if (wasFull && this.#waiting < sourceCapacity) socket.resume();
      },
      abandoned: () => socket.destroy(),
    });
    this.source = this.#queue;
    socket.once('end', () => this.#queue.end());
    socket.once('error', (error) => this.#queue.fail(error));
    socket.once('close', () => this.#queue.end());
  }

  /** False: enough for now, until some of it is taken. */
  push(chunk: Uint8Array): boolean {
    this.#queue.push(chunk);
    this.#waiting += chunk.length;
    return this.#waiting < sourceCapacity;
  }
}
