import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect as connectTls } from 'node:tls';
import type { Socket } from 'node:net';
import { type Environment, proxyFor } from '../../sdk/index.ts';
import { trustedCertificates } from './trust.ts';

/** One request, without following redirects. */
export interface Exchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request is sent with. */
export interface Surroundings {
  readonly variables: Environment['variables'];
  readonly signal: AbortSignal;
}

const credentials = ({ username, password }: URL): Record<string, string> => {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
};

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);

/** Node writes IPv6 addresses with brackets in URLs and without in options. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Opens a tunnel through a proxy. */
function tunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const path = `${target.hostname}:${portOf(target)}`;
    const connecting = requestHttp({
      host: hostOf(proxy),
      port: portOf(proxy),
      method: 'CONNECT',
      path,
      headers: { Host: path, ...credentials(proxy) },
      signal,
    });
    connecting.once('error', reject);
    connecting.once('connect', (response: IncomingMessage, socket: Socket) => {
      if (response.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(new Error(response.statusMessage ?? 'the proxy refused the connection'));
      }
    });
    connecting.end();
  });
}

async function secureRequest(
  { url, method, headers }: Exchange,
  { variables, signal }: Surroundings,
  proxy: URL | undefined,
): Promise<ClientRequest> {
  const ca = await trustedCertificates(variables);
  const common = { method, headers, signal, agent: false, ca };
  const place = { host: hostOf(url), port: portOf(url), path: `${url.pathname}${url.search}` };
  if (proxy === undefined) return requestHttps({ ...common, ...place });
  const socket = await tunnel(proxy, url, signal);
  const createConnection = () => connectTls({ socket, servername: hostOf(url), ca });
  return requestHttps({ ...common, ...place, createConnection });
}

function plainRequest(
  { url, method, headers }: Exchange,
  signal: AbortSignal,
  proxy: URL | undefined,
): ClientRequest {
  const common = { method, signal, agent: false };
  const path = `${url.pathname}${url.search}`;
  if (proxy === undefined)
    return requestHttp({ ...common, host: hostOf(url), port: portOf(url), path, headers });
  return requestHttp({
    ...common,
    host: hostOf(proxy),
    port: portOf(proxy),
    path: `${url.origin}${path}`,
    headers: { ...headers, ...credentials(proxy) },
  });
}

/** Sends a request, through the proxy the environment asks for; resolves with the answer's head. */
export async function exchange(
  what: Exchange,
  surroundings: Surroundings,
): Promise<IncomingMessage> {
  const proxy = proxyFor(what.url, surroundings.variables);
  const headers = { ...what.headers, Host: what.url.host };
  const sent =
    what.url.protocol === 'https:'
      ? await secureRequest({ ...what, headers }, surroundings, proxy)
      : plainRequest({ ...what, headers }, surroundings.signal, proxy);
  return new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', resolve);
    sent.end(what.body);
  });
}
