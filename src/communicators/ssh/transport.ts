import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { messageOf } from '../../base/index.ts';
import { handshake } from './handshake.ts';
import { addressText, dialTcp } from './socket.ts';
import { dialThroughProxy } from './socks5.ts';
import type { Address, SshSettings } from './settings.ts';

/** Closes a connection on which nothing arrives for so long. */
function closeWhenSilent(socket: Socket, limit: number): void {
  if (limit <= 0) return;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (socket.bytesRead === seen) socket.destroy(new Error('i/o timeout'));
    seen = socket.bytesRead;
  }, limit);
  socket.once('close', () => clearInterval(timer));
}

/** Opens a channel to the target on a connection that stands. */
function forward(client: Client, { host, port }: Address): Promise<Duplex> {
  return new Promise((resolve, reject) =>
    client.forwardOut('127.0.0.1', 0, host, port, (error, channel) =>
      error === undefined ? resolve(channel) : reject(error),
    ),
  );
}

async function throughBastion(settings: SshSettings, signal: AbortSignal): Promise<Duplex> {
  const { bastion, address } = settings;
  if (bastion === undefined) throw new Error('there is no bastion');
  let client: Client;
  try {
    const socket = await dialTcp(bastion.address, signal);
    client = await handshake(
      socket,
      bastion,
      { ...settings, ciphers: [], keyExchanges: [] },
      signal,
    );
  } catch (cause) {
    throw new Error(`Error connecting to bastion: ${messageOf(cause)}`, { cause });
  }
  try {
    const channel = await forward(client, address);
    channel.once('close', () => client.end());
    return channel;
  } catch (cause) {
    client.end();
    const text = `Error connecting to ${addressText(address)} through the bastion: ${messageOf(cause)}`;
    throw new Error(text, { cause });
  }
}

/** Reaches the port of the machine: directly, through a bastion or through a proxy. */
export async function openTransport(settings: SshSettings, signal: AbortSignal): Promise<Duplex> {
  if (settings.bastion !== undefined) return throughBastion(settings, signal);
  const socket =
    settings.proxy === undefined
      ? await dialTcp(settings.address, signal)
      : await dialThroughProxy(settings.proxy, settings.address, signal);
  closeWhenSilent(socket, settings.readTimeout);
  return socket;
}
