import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { cancellation } from '../../sdk/index.ts';
import { canonicalName, type Exchange, exchange, type Surroundings } from './exchange.ts';

/** The answer to a request. */
export interface FetchedText {
  readonly status: number;
  readonly body: string;
  /** Names in their canonical form, several values of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}

const mostRedirects = 10;
const redirects = [301, 302, 303, 307, 308];
/** Not sent to another host. */
const confidential = ['authorization', 'cookie', 'cookie2', 'www-authenticate'];

function headersOf({ rawHeaders }: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = canonicalName(rawHeaders[at] ?? '');
    const value = rawHeaders[at + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  headers.delete('Transfer-Encoding');
  // Of this connection, not of the answer.
  if (/\bclose\b/i.test(headers.get('Connection') ?? '')) headers.delete('Connection');
  return headers;
}

async function read(response: IncomingMessage): Promise<FetchedText> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const headers = headersOf(response);
  let bytes = Buffer.concat(chunks);
  if (headers.get('Content-Encoding') === 'gzip' && bytes.length > 0) {
    bytes = gunzipSync(bytes);
    headers.delete('Content-Encoding');
    headers.delete('Content-Length');
  }
  const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { status: response.statusCode ?? 0, body, headers: Object.fromEntries(headers) };
}

/** The request that a redirect leads to; undefined if the answer is the last one. */
function redirected(from: Exchange, response: IncomingMessage): Exchange | undefined {
  const { statusCode = 0, headers } = response;
  const { location } = headers;
  if (!redirects.includes(statusCode) || location === undefined) return undefined;
  const url = new URL(location, from.url);
  const sameHost = url.hostname === from.url.hostname;
  const kept = Object.entries(from.headers).filter(
    ([name]) => sameHost || !confidential.includes(name.toLowerCase()),
  );
  const next = { url, shownAs: url.href, headers: Object.fromEntries(kept) };
  if (statusCode >= 307) return { ...from, ...next };
  return { ...next, method: from.method === 'HEAD' ? 'HEAD' : 'GET', body: '' };
}

const socketErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  ECONNRESET: 'read: connection reset by peer',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  ETIMEDOUT: 'connect: connection timed out',
};

/** The failure in Go's words: `Get "http://h/": dial tcp 127.0.0.1:1: connect: connection refused`. */
function worded(error: unknown, { method, url, shownAs }: Exchange): string {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  const start = `${verb} "${shownAs ?? url.href}": `;
  if (!(error instanceof Error)) return start + String(error);
  const cause = error instanceof AggregateError ? (error.errors.at(-1) ?? error) : error;
  const facts: { code?: unknown; address?: unknown; port?: unknown } = cause;
  if (facts.code === 'ENOTFOUND' || facts.code === 'EAI_AGAIN')
    return `${start}dial tcp: lookup ${url.hostname}: no such host`;
  const known = typeof facts.code === 'string' ? socketErrors[facts.code] : undefined;
  if (known === undefined) return start + cause.message;
  const place = facts.address === undefined ? url.host : `${facts.address}:${facts.port}`;
  return `${start}dial tcp ${place}: ${known}`;
}

/** Sends a request, follows up to ten redirects and reads the answer. Throws an Error for the user. */
export async function fetchText(first: Exchange, surroundings: Surroundings): Promise<FetchedText> {
  let current = first;
  for (let left = mostRedirects; ; left--) {
    try {
      const response = await exchange(current, surroundings);
      const next = redirected(current, response);
      if (next === undefined) return await read(response);
      response.destroy();
      if (left === 0) throw new Error('stopped after 10 redirects');
      current = next;
    } catch (cause) {
      if (surroundings.signal.aborted) throw cancellation(surroundings.signal);
      throw new Error(worded(cause, current), { cause });
    }
  }
}
