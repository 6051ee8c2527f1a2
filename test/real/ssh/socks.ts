import { connect, createServer, type Socket } from 'node:net';

/** A SOCKS5 proxy that wants a user name and a password. */
export interface Socks {
  readonly port: number;
  /** What it was asked: logins and targets. */
  readonly log: string[];
  close(): Promise<void>;
}

function read(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => socket.once('data', resolve));
}

async function serve(socket: Socket, log: string[], onlyPort: number | undefined): Promise<void> {
  const greeting = await read(socket);
  const login = greeting.subarray(2).includes(2);
  socket.write(Uint8Array.of(5, login ? 2 : 0));
  if (login) {
    const proof = await read(socket);
    const user = proof.subarray(2, 2 + (proof[1] ?? 0)).toString();
    log.push(`login ${user}`);
    socket.write(Uint8Array.of(1, user === 'me' ? 0 : 1));
    if (user !== 'me') return;
  }
  const request = await read(socket);
  const host = request.subarray(5, 5 + (request[4] ?? 0)).toString();
  const port = request.readUInt16BE(request.length - 2);
  log.push(`connect ${host}:${port}`);
  const place = onlyPort === undefined ? { host, port } : { host: '127.0.0.1', port: onlyPort };
  const target = connect(place, () => {
    socket.write(Uint8Array.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 0));
    socket.pipe(target).pipe(socket);
  });
  target.on('error', () => socket.destroy());
  socket.on('close', () => target.destroy());
}

/** Starts one on a free port; with `onlyPort` every name leads to that port of this machine. */
export function startSocks(onlyPort?: number): Promise<Socks> {
  const log: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => socket.destroy()));
    void serve(socket, log, onlyPort);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' ? (address?.port ?? 0) : 0,
        log,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      });
    }),
  );
}
