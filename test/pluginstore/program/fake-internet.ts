import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Page } from '../fake-sites.ts';
import { type Authority, makeAuthority } from './certificate.ts';

/** A request that reached a fake host. */
export interface Reached {
  /** Host and path. */
  readonly address: string;
  readonly headers: IncomingMessage['headers'];
}

/** What the proxy was asked for: a tunnel, or a whole address. */
export interface Proxied {
  readonly asked: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

/**
 * All hosts of the internet behind one proxy of ours on loopback: whatever name a tunnel is opened to,
 * it ends at one HTTPS server that knows the pages of all of them. Nothing leaves this machine.
 */
export interface FakeInternet extends AsyncDisposable {
  /** By host and path, such as `github.com/acme/...`. */
  readonly pages: Map<string, Page>;
  readonly reached: Reached[];
  readonly proxied: Proxied[];
  /** The certificate that clients have to trust. */
  readonly authority: Authority;
  /** `127.0.0.1:PORT` of the proxy. */
  readonly proxy: string;
  /** `127.0.0.1:PORT` of the hosts themselves, over HTTPS. */
  readonly direct: string;
  /** What the proxy wants to be told, `name:password`; undefined for nothing. */
  credentials: string | undefined;
}

const hosts = [
  'releases.hashicorp.com',
  'api.github.com',
  'github.com',
  'objects.githubusercontent.com',
  'plugins.example.com',
  'mirror.example.com',
  'localhost',
];

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts the proxy and the hosts behind it. */
export async function fakeInternet(): Promise<FakeInternet> {
  const authority = makeAuthority(hosts);
  const pages: FakeInternet['pages'] = new Map();
  const reached: Reached[] = [];
  const proxied: Proxied[] = [];
  const site = createHttpsServer(
    { cert: authority.server.certificate, key: authority.server.key },
    (request, response) => {
      const address = `${(request.headers.host ?? '').replace(/:\d+$/, '')}${request.url ?? ''}`;
      reached.push({ address, headers: request.headers });
      const page = pages.get(address);
      if (page === undefined) response.writeHead(404).end('not found');
      else if (typeof page === 'function')
        page(request, response, reached.filter((each) => each.address === address).length);
      else response.writeHead(200, { 'content-length': Buffer.byteLength(page) }).end(page);
    },
  );
  const direct = await listen(site);
  const proxy = createHttpServer();
  const tunnels = new Set<Duplex>();
  const internet: FakeInternet = {
    pages,
    reached,
    proxied,
    authority,
    proxy: await listen(proxy),
    direct,
    credentials: undefined,
    async [Symbol.asyncDispose]() {
      for (const tunnel of tunnels) tunnel.destroy();
      for (const server of [site, proxy]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  const isWelcome = ({ url, headers }: IncomingMessage): boolean => {
    const authorization = headers['proxy-authorization'];
    proxied.push({ asked: url ?? '', authorization, headers });
    if (internet.credentials === undefined) return true;
    const expected = Buffer.from(internet.credentials).toString('base64');
    return authorization === `Basic ${expected}`;
  };
  proxy.on('connect', (request, socket) => {
    tunnels.add(socket);
    socket.on('error', () => {});
    if (!isWelcome(request)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(Number(direct.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    tunnels.add(upstream);
    upstream.on('error', () => socket.destroy());
    upstream.on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  // A whole address: whatever its host is called, the pages are those of the HTTPS server.
  proxy.on('request', (request, response) => {
    if (!isWelcome(request)) {
      response.writeHead(407).end();
      return;
    }
    const { host, pathname } = new URL(request.url ?? '');
    const page = pages.get(`${host}${pathname}`);
    reached.push({ address: `${host}${pathname}`, headers: request.headers });
    if (typeof page === 'string' || page instanceof Uint8Array) response.end(page);
    else response.writeHead(404).end();
  });
  return internet;
}
