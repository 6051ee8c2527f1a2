import { connect, type Socket } from 'node:net';
import type { Address } from './settings.ts';

const dialTimeout = 15_000;
const keepAliveAfter = 5_000;

/** `host:port` as Go writes it. */
export function addressText({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  ENOTFOUND: 'no such host',
};

/** Connects over TCP; gives up after 15 seconds or on cancel. */
export function dialTcp(address: Address, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port });
    const fail = (reason: string, cause?: unknown): void => {
      signal.removeEventListener('abort', cancel);
      socket.destroy();
      reject(new Error(`dial tcp ${addressText(address)}: ${reason}`, { cause }));
    };
    const cancel = () => fail('operation was canceled', signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) return cancel();
    socket.setTimeout(dialTimeout, () => fail('i/o timeout'));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      fail(reasons[error.code ?? ''] ?? error.message, error),
    );
    socket.once('connect', () => {
      signal.removeEventListener('abort', cancel);
      socket.setTimeout(0);
      socket.setNoDelay(true);
      socket.setKeepAlive(true, keepAliveAfter);
      resolve(socket);
    });
  });
}
