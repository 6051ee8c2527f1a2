import { connect, createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { messageOf } from '../../base/index.ts';
import type { SshSettings, SshTunnel } from './settings.ts';

function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroy());
    from.pipe(to);
  }
}

function bindLocal(client: Client, { listenPort, target }: SshTunnel): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) =>
      client.forwardOut('127.0.0.1', 0, target.host, target.port, (error, channel) =>
        error === undefined ? join(socket, channel) : socket.destroy(),
      ),
    );
    server.once('error', (cause) => {
      const text = `Tunnel: Failed to bind local ('localhost:${listenPort}'): ${messageOf(cause)}`;
      reject(new Error(text, { cause }));
    });
    server.listen(listenPort, 'localhost', () => resolve(server));
  });
}

function bindRemote(client: Client, { listenPort }: SshTunnel): Promise<void> {
  return new Promise((resolve, reject) =>
    client.forwardIn('localhost', listenPort, (cause) => {
      if (cause === undefined) return resolve();
      const text = `Tunnel: Failed to bind remote ('localhost:${listenPort}'): ${messageOf(cause)}`;
      reject(new Error(text, { cause }));
    }),
  );
}

/** Opens the tunnels of a connection; they end with it. */
export async function openTunnels(client: Client, settings: SshSettings): Promise<void> {
  client.on('tcp connection', ({ destPort }, accept, refuse) => {
    const tunnel = settings.remoteTunnels.find((each) => each.listenPort === destPort);
    if (tunnel === undefined) return refuse();
    join(accept(), connect(tunnel.target.port, tunnel.target.host));
  });
  for (const tunnel of settings.localTunnels) {
    const server = await bindLocal(client, tunnel);
    client.once('close', () => server.close());
  }
  for (const tunnel of settings.remoteTunnels) await bindRemote(client, tunnel);
}
