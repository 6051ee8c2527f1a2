import type { Socket } from 'node:net';

/** Reads exactly so many bytes; fails when the other side hangs up before. */
async function exactly(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const chunk: Buffer | null = socket.read(count);
    if (chunk !== null && chunk.length === count) return chunk;
    if (socket.readableEnded || socket.destroyed) throw new Error('unexpected EOF');
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        for (const event of ['readable', 'end', 'close']) socket.off(event, wake);
        resolve();
      };
      for (const event of ['readable', 'end', 'close']) socket.on(event, wake);
    });
  }
}

const replies = [
  'succeeded',
  'general SOCKS server failure',
  'connection not allowed by ruleset',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
];

const withLength = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
};

/** Who wants to get through, and where to. */
export interface Socks5Request {
  /** Empty for nobody in particular. */
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
}

/** RFC 1929: user name and password. */
async function authenticate(socket: Socket, { username, password }: Socks5Request): Promise<void> {
  socket.write(Buffer.concat([Uint8Array.of(1), withLength(username), withLength(password)]));
  const [, status] = await exactly(socket, 2);
  if (status !== 0) throw new Error('username/password authentication failed');
}

/**
 * Has a SOCKS5 proxy at the other end of a socket connect it to a target, whose name the proxy looks up:
 * greets, logs in, asks (RFC 1928).
 */
export async function negotiateSocks5(socket: Socket, request: Socks5Request): Promise<void> {
  const methods = request.username === '' ? [0] : [0, 2];
  socket.write(Uint8Array.of(5, methods.length, ...methods));
  const [version, method] = await exactly(socket, 2);
  if (version !== 5) throw new Error(`unexpected protocol version ${version}`);
  if (method === 2) await authenticate(socket, request);
  else if (method !== 0) throw new Error('no acceptable authentication methods');
  const port = Uint8Array.of(request.port >> 8, request.port & 255);
  socket.write(Buffer.concat([Uint8Array.of(5, 1, 0, 3), withLength(request.host), port]));
  const [, reply = 1, , type] = await exactly(socket, 4);
  if (reply !== 0) throw new Error(`unknown error ${replies[reply] ?? `code ${reply}`}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await exactly(socket, 1))[0] ?? 0);
  await exactly(socket, length + 2);
}
