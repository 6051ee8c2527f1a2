import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect as connectTls } from 'node:tls';
import {
  type Environment,
  hostOf,
  isSocks,
  openTunnel,
  portOf,
  proxyAuthorization,
  proxyFor,
  quote,
  trustedCertificates,
} from '../../sdk/index.ts';

/** One request, without following redirects. */
export interface Exchange {
  readonly url: URL;
  /** The URL in messages, where it is written in another way. */
  readonly shownAs?: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `content-type` as `Content-Type`. */
export function canonicalName(name: string): string {
  return name.replace(
    /[^-]+/g,
    (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
}

/** What a request is sent with. */
export interface Surroundings {
  readonly variables: Environment['variables'];
  readonly signal: AbortSignal;
}

/** Said by the request itself, whatever a template says. */
const ownHeaders = ['content-length', 'host', 'trailer', 'transfer-encoding'];

/** The headers of a request. A body has its length with every method. Throws for a header that cannot be sent. */
function sentHeaders({ url, headers, body }: Exchange): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+\-.^`|~]+$/.test(name))
      throw new Error(`net/http: invalid header field name ${quote(name)}`);
    if (/[\0-\x08\n-\x1f\x7f]/.test(value))
      throw new Error(`net/http: invalid header field value for ${quote(canonicalName(name))}`);
    if (ownHeaders.includes(name.toLowerCase())) continue;
    // Node sends a character as one byte.
    sent[name] = Buffer.from(value).toString('latin1');
  }
  if (body !== '') sent['Content-Length'] = String(Buffer.byteLength(body));
  return { ...sent, Host: url.host };
}

async function secureRequest(
  { url, method, headers }: Exchange,
  { variables, signal }: Surroundings,
  proxy: URL | undefined,
): Promise<ClientRequest> {
  const ca = await trustedCertificates(variables);
  const common = { method, headers, signal };
  const place = { host: hostOf(url), port: portOf(url), path: `${url.pathname}${url.search}` };
  if (proxy === undefined) return requestHttps({ ...common, ...place, agent: false, ca });
  const socket = await openTunnel(proxy, url, signal);
  // Without an agent: one that makes its own connections would go around the tunnel.
  const createConnection = () => connectTls({ socket, servername: hostOf(url), ca });
  return requestHttps({ ...common, ...place, createConnection });
}

async function plainRequest(
  { url, method, headers }: Exchange,
  signal: AbortSignal,
  proxy: URL | undefined,
): Promise<ClientRequest> {
  const common = { method, signal, agent: false };
  const path = `${url.pathname}${url.search}`;
  if (proxy === undefined)
    return requestHttp({ ...common, host: hostOf(url), port: portOf(url), path, headers });
  if (isSocks(proxy)) {
    const socket = await openTunnel(proxy, url, signal);
    return requestHttp({ method, signal, headers, path, createConnection: () => socket });
  }
  return requestHttp({
    ...common,
    host: hostOf(proxy),
    port: portOf(proxy),
    path: `${url.origin}${path}`,
    headers: { ...headers, ...proxyAuthorization(proxy) },
  });
}

/** Sends a request, through the proxy the environment asks for; resolves with the answer's head. */
export async function exchange(
  what: Exchange,
  surroundings: Surroundings,
): Promise<IncomingMessage> {
  const proxy = proxyFor(what.url, surroundings.variables);
  const headers = sentHeaders(what);
  const sent =
    what.url.protocol === 'https:'
      ? await secureRequest({ ...what, headers }, surroundings, proxy)
      : await plainRequest({ ...what, headers }, surroundings.signal, proxy);
  return new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', resolve);
    sent.end(what.body);
  });
}
