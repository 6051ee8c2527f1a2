import type { Server, Socket } from 'node:net';
import type { ByteSink, ByteStream } from '../../base/index.ts';

/** A socket that takes one connection. */
export interface Listener {
  readonly network: 'unix' | 'tcp';
  /** A path, or host and port. */
  readonly address: string;
  /** Resolves with the first connection; no other one is taken after it. */
  readonly connection: Promise<ByteStream>;
}

/** Where to listen: a fresh path for a unix socket, or the first free port of a range on loopback. */
export type ListenAt =
  | { readonly path: string }
  | { readonly firstPort: number; readonly lastPort: number };

/** Listens for one connection. Rejects when there is no free port in the range. */
export async function listenOnce(at: ListenAt): Promise<Listener> {
  const { createServer } = process.getBuiltinModule('node:net');
  const server = createServer({ noDelay: true });
  const connection = new Promise<ByteStream>((resolve, reject) => {
    server.once('connection', (socket) => {
      server.close();
      resolve(streamOf(socket));
    });
    server.on('error', reject);
  });
  connection.catch(() => {});
  if ('path' in at) {
    await listening(server, at.path);
    return { network: 'unix', address: at.path, connection };
  }
  for (let port = at.firstPort; port <= at.lastPort; port += 1) {
    try {
      await listening(server, port);
      return { network: 'tcp', address: `127.0.0.1:${port}`, connection };
    } catch {
      // Taken; the next one may be free.
    }
  }
  throw new Error(`no port between ${at.firstPort} and ${at.lastPort} is free`);
}

function listening(server: Server, at: string | number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(error);
    server.once('error', fail);
    const done = () => {
      server.off('error', fail);
      resolve();
    };
    if (typeof at === 'string') server.listen(at, done);
    else server.listen(at, '127.0.0.1', done);
  });
}

function streamOf(socket: Socket): ByteStream {
  socket.on('error', () => {});
  const sink: ByteSink = {
    async write(chunk) {
      if (socket.destroyed) throw socket.errored ?? new Error('the connection is closed');
      if (socket.write(chunk)) return;
      await new Promise<void>((resolve, reject) => {
        const drained = () => settle(undefined);
        const closed = () => settle(socket.errored ?? new Error('the connection is closed'));
        const settle = (error: Error | undefined) => {
          socket.off('drain', drained);
          socket.off('close', closed);
          if (error) reject(error);
          else resolve();
        };
        socket.once('drain', drained);
        socket.once('close', closed);
      });
    },
    close: async () => void socket.end(),
  };
  return { source: socket, sink };
}
