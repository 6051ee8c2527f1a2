import type { Socket } from 'node:net';
import { messageOf } from '../../base/index.ts';
import { negotiateSocks5 } from '../../platform/index.ts';
import { addressText, dialTcp } from './socket.ts';
import type { Address, SshSettings } from './settings.ts';

type Proxy = NonNullable<SshSettings['proxy']>;

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
    const { username, password } = proxy;
    await negotiateSocks5(socket, { username, password, ...target });
    return socket;
  } catch (cause) {
    socket.destroy();
    const reason = messageOf(cause);
    const way = `${addressText(proxy.address)}->${addressText(target)}`;
    throw new Error(`socks connect tcp ${way}: ${reason}`, { cause });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
