import type { ClientRequest, IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { type Web, type WebAnswer, WebError, type WebRequest } from '../web.ts';

/** How long a server may be silent, in milliseconds. */
const silence = 60_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** The proxy for an address, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case. */
export function proxyFor(target: URL, variables: Variables): URL | undefined {
  const named = (name: string) => variables[name] || variables[name.toLowerCase()] || undefined;
  const proxy = target.protocol === 'https:' ? named('HTTPS_PROXY') : named('HTTP_PROXY');
  if (proxy === undefined || isExcepted(target, named('NO_PROXY') ?? '')) return undefined;
  return new URL(/^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`);
}

/** Loopback never goes through a proxy; the rest as NO_PROXY says: hosts, domains, `*`, with or without port. */
function isExcepted(target: URL, list: string): boolean {
  const host = target.hostname.toLowerCase();
  if (host === 'localhost' || host.startsWith('127.') || host === '[::1]') return true;
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '')
    .some((each) => {
      if (each === '*') return true;
      const [name = '', onlyPort] = each.split(':');
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const domain = name.replace(/^\*?\./, '');
      return host === domain || host.endsWith(`.${domain}`);
    });
}

/** HTTP over Node's own client; nothing is loaded before the first request. */
export function nodeWeb(variables: Variables): Web {
  return {
    async get(request) {
      request.signal.throwIfAborted();
      const target = new URL(request.url);
      const proxy = proxyFor(target, variables);
      try {
        const call =
          proxy === undefined
            ? await direct(target, request)
            : await proxied(target, proxy, request);
        return answerOf(await responseTo(call));
      } catch (error) {
        request.signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        throw new WebError(`Get "${request.url}": ${why}`, { cause: error });
      }
    },
  };
}

const clientFor = async (protocol: string) =>
  protocol === 'https:' ? await import('node:https') : await import('node:http');

async function direct(target: URL, { headers, signal }: WebRequest): Promise<ClientRequest> {
  const { request } = await clientFor(target.protocol);
  return request(target, { headers: { ...headers }, signal, timeout: silence });
}

/** Plain HTTP asks the proxy for the whole address; HTTPS has it open a tunnel. */
async function proxied(
  target: URL,
  proxy: URL,
  { headers, signal }: WebRequest,
): Promise<ClientRequest> {
  const { request } = await clientFor(proxy.protocol);
  const auth = proxyAuthorization(proxy);
  if (target.protocol === 'http:') {
    const all = { ...headers, ...auth, host: target.host };
    return request(proxy, { headers: all, path: target.href, signal, timeout: silence });
  }
  const port = target.port || '443';
  const path = `${target.hostname}:${port}`;
  const opening = request(proxy, {
    method: 'CONNECT',
    path,
    headers: auth,
    signal,
    timeout: silence,
  });
  const socket = await new Promise<import('node:net').Socket>((resolve, reject) => {
    opening.once('connect', (answer, tunnel) => {
      if (answer.statusCode === 200) resolve(tunnel);
      else reject(new Error(`the proxy answered ${answer.statusCode}`));
    });
    opening.once('error', reject);
    opening.once('timeout', () => opening.destroy(new Error('the proxy does not answer')));
    opening.end();
  });
  const [{ request: secure }, tls] = await Promise.all([import('node:https'), import('node:tls')]);
  const createConnection = (): TLSSocket => tls.connect({ socket, servername: target.hostname });
  return secure(target, {
    headers: { ...headers },
    signal,
    timeout: silence,
    agent: false,
    createConnection,
  });
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` };
}

function responseTo(call: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once('response', resolve);
    call.once('error', reject);
    call.on('timeout', () => call.destroy(new Error('the server does not answer')));
    call.end();
  });
}

function answerOf(response: IncomingMessage): WebAnswer {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return {
    status: response.statusCode ?? 0,
    headers,
    body: response,
    close: () => void response.destroy(),
  };
}
