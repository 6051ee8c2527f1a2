import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Agent } from 'node:https';
import type { SecureContext } from 'node:tls';
import { messageOf } from '../../base/index.ts';
import { isSocks, openTunnel, ProxyRefusal, proxyAuthorization, proxyFor } from './proxy.ts';
import { trustedCertificates } from './trusted-certificates.ts';
import { type Web, type WebAnswer, WebError, type WebRequest } from '../web.ts';

/** How long a server may be silent, in milliseconds. */
const silence = 60_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** HTTP over Node's own client; nothing is loaded before the first request. */
export function nodeWeb(variables: Variables): Web {
  let trust: Promise<Trust> | undefined;
  const trusted = (): Promise<Trust> => {
    trust ??= trustOf(variables);
    return trust;
  };
  return {
    async get(request) {
      request.signal.throwIfAborted();
      try {
        const target = new URL(request.url);
        const proxy = proxyFor(target, variables);
        const call =
          target.protocol === 'https:'
            ? await secure(target, request, { ...(await trusted()), proxy })
            : await plain(target, request, proxy);
        return answerOf(await responseTo(call));
      } catch (error) {
        request.signal.throwIfAborted();
        const why = messageOf(error);
        const isFinal = error instanceof ProxyRefusal || isAboutCertificates(error);
        throw new WebError(`Get "${request.url}": ${why}`, { cause: error, isFinal });
      }
    },
  };
}

/** Whom connections trust. */
interface Trust {
  readonly secureContext: SecureContext;
  /** For connections without a proxy. */
  readonly agent: Agent;
}

/** By the names that OpenSSL and Node have for such errors. */
function isAboutCertificates(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_)/.test(code);
}

async function trustOf(variables: Variables): Promise<Trust> {
  const [{ Agent }, { createSecureContext }] = await Promise.all([
    import('node:https'),
    import('node:tls'),
  ]);
  const secureContext = createSecureContext({ ca: await trustedCertificates(variables) });
  return { secureContext, agent: new Agent({ secureContext, keepAlive: true }) };
}

interface Route extends Trust {
  readonly proxy: URL | undefined;
}

/** Through a proxy, what is asked is encrypted from here to the server all the same. */
async function secure(
  target: URL,
  { headers, signal }: WebRequest,
  { proxy, secureContext, agent }: Route,
): Promise<ClientRequest> {
  const [{ request }, { connect }] = await Promise.all([import('node:https'), import('node:tls')]);
  const common = { headers: { ...headers }, signal, timeout: silence };
  if (proxy === undefined) return request(target, { ...common, agent });
  const socket = await openTunnel(proxy, target, signal);
  // Without an agent: one that makes its own connections would go around the tunnel.
  return request(target, {
    ...common,
    createConnection: () => connect({ socket, servername: target.hostname, secureContext }),
  });
}

/** A proxy is asked for the whole address. */
async function plain(
  target: URL,
  { headers, signal }: WebRequest,
  proxy: URL | undefined,
): Promise<ClientRequest> {
  const common = { signal, timeout: silence };
  if (proxy && isSocks(proxy)) {
    const { request } = await import('node:http');
    const socket = await openTunnel(proxy, target, signal);
    return request(target, { ...common, headers: { ...headers }, createConnection: () => socket });
  }
  if (proxy?.protocol === 'https:') {
    const { request } = await import('node:https');
    return request(proxy, { ...common, ...throughProxy(target, headers, proxy) });
  }
  const { request } = await import('node:http');
  return proxy === undefined
    ? request(target, { ...common, headers: { ...headers } })
    : request(proxy, { ...common, ...throughProxy(target, headers, proxy) });
}

const throughProxy = (target: URL, headers: WebRequest['headers'], proxy: URL) => ({
  path: target.href,
  headers: { ...headers, ...proxyAuthorization(proxy), host: target.host },
});

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
