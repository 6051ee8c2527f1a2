import type { Server } from 'node:net';
import type { ByteStream } from '../../base/index.ts';
import { streamOf } from './socket.ts';

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
