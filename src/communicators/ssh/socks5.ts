import type { Socket } from 'node:net';
import { addressText, dialTcp } from './socket.ts';
import type { Address, SshSettings } from './settings.ts';

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

type Proxy = NonNullable<SshSettings['proxy']>;

/** RFC 1929: user name and password. */
async function authenticate(socket: Socket, { username, password }: Proxy): Promise<void> {
  socket.write(Buffer.concat([Uint8Array.of(1), withLength(username), withLength(password)]));
  const [, status] = await exactly(socket, 2);
  if (status !== 0) throw new Error('username/password authentication failed');
}

/** RFC 1928: greets, logs in, asks for the connection. */
async function negotiate(socket: Socket, proxy: Proxy, target: Address): Promise<void> {
  const methods = proxy.username === '' ? [0] : [0, 2];
  socket.write(Uint8Array.of(5, methods.length, ...methods));
  const [version, method] = await exactly(socket, 2);
  if (version !== 5) throw new Error(`unexpected protocol version ${version}`);
  if (method === 2) await authenticate(socket, proxy);
  else if (method !== 0) throw new Error('no acceptable authentication methods');
  const port = Uint8Array.of(target.port >> 8, target.port & 255);
  socket.write(Buffer.concat([Uint8Array.of(5, 1, 0, 3), withLength(target.host), port]));
  const [, reply = 1, , type] = await exactly(socket, 4);
  if (reply !== 0) throw new Error(`unknown error ${replies[reply] ?? `code ${reply}`}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await exactly(socket, 1))[0] ?? 0);
  await exactly(socket, length + 2);
}

/** Connects to the target through a SOCKS5 proxy; the proxy looks up the name. */
export async function dialThroughProxy(
  proxy: Proxy,
  target: Address,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = await dialTcp(proxy.address, signal);
  const cancel = () => socket.destroy();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await negotiate(socket, proxy, target);
    return socket;
  } catch (cause) {
    socket.destroy();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const way = `${addressText(proxy.address)}->${addressText(target)}`;
    throw new Error(`socks connect tcp ${way}: ${reason}`, { cause });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
