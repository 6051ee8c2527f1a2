import { joinedBytes, messageOf } from '../../base/index.ts';
import { type Clock, type Web, type WebAnswer, WebError } from '../../platform/index.ts';

/** What fetching needs. */
export interface Fetching {
  readonly web: Web;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Hears how each download goes; the size is undefined where the server does not say it. */
  readonly progress?: (url: string, bytes: number, size: number | undefined) => void;
}

/** A server said no. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  constructor(url: string, status: number, headers: ReadonlyMap<string, string>) {
    super(`GET ${url}: ${status}`);
    this.status = status;
    this.headers = headers;
  }
}

/** Most redirects that are followed for one file. */
const mostRedirects = 10;

/** Waits between attempts, in milliseconds. */
const pauses = [500, 2_000, 5_000];

/** Headers that are for one host only: dropped when a redirect leads to another. */
const privateHeaders = ['authorization', 'proxy-authorization', 'cookie'];

/** The longest index, list or manifest that is read, in bytes. */
const longestText = 32 * 1024 * 1024;

/** Fetches a small text. Rejects with HttpFailure or WebError after a few attempts. */
export async function fetchText(
  fetching: Fetching,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const bytes = await fetchBytes(fetching, url, { headers, limit: longestText });
  return new TextDecoder().decode(bytes);
}

/**
 * Fetches a file whole, at most `limit` bytes. A broken download goes on where it broke, where the
 * server can; what the server refuses for good is not asked again.
 */
export async function fetchBytes(
  fetching: Fetching,
  url: string,
  {
    headers = {},
    limit,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly limit: number },
): Promise<Uint8Array> {
  const received: Uint8Array[] = [];
  for (let attempt = 0; ; attempt += 1) {
    try {
      await receive(fetching, { url, headers, limit }, received);
      return joinedBytes(received);
    } catch (error) {
      fetching.signal.throwIfAborted();
      const pause = pauses[attempt];
      if (pause === undefined || !isWorthRepeating(error)) throw error;
      await fetching.clock.sleep(pause, fetching.signal);
    }
  }
}

function isWorthRepeating(error: unknown): boolean {
  if (error instanceof HttpFailure) return error.status >= 500 || error.status === 429;
  return error instanceof WebError && !error.isFinal;
}

interface Wanted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly limit: number;
}

/** Adds what is still missing to what was received. */
async function receive(fetching: Fetching, wanted: Wanted, received: Uint8Array[]): Promise<void> {
  let size = received.reduce((sum, chunk) => sum + chunk.length, 0);
  const range: Record<string, string> = size === 0 ? {} : { range: `bytes=${size}-` };
  const answer = await follow(fetching, wanted.url, { ...wanted.headers, ...range });
  if (answer.status !== 206) {
    received.length = 0;
    size = 0;
  }
  const announced = Number(answer.headers.get('content-length') ?? Number.NaN);
  const total = Number.isNaN(announced) ? undefined : size + announced;
  try {
    for await (const chunk of answer.body) {
      size += chunk.length;
      if (size > wanted.limit)
        throw new Error(`GET ${wanted.url}: the file is larger than ${wanted.limit} bytes`);
      received.push(chunk);
      fetching.progress?.(wanted.url, size, total);
    }
  } catch (error) {
    if (size > wanted.limit) throw error;
    const why = messageOf(error);
    throw new WebError(`Get "${wanted.url}": ${why}`, { cause: error });
  } finally {
    answer.close();
  }
  if (total !== undefined && size < total)
    throw new WebError(`Get "${wanted.url}": the connection ended too early`);
}

/** Follows redirects; credentials stay with the host they are for. */
async function follow(
  { web, signal }: Fetching,
  first: string,
  given: Readonly<Record<string, string>>,
): Promise<WebAnswer> {
  let url = first;
  let headers: Record<string, string> = { ...given };
  for (let left = mostRedirects; left > 0; left -= 1) {
    const answer = await web.get({ url, headers, signal });
    if (answer.status >= 200 && answer.status < 300) return answer;
    answer.close();
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === undefined)
      throw new HttpFailure(url, answer.status, answer.headers);
    const next = new URL(location, url);
    if (new URL(url).protocol === 'https:' && next.protocol !== 'https:')
      throw new WebError(`Get "${url}": refuses to follow a redirect to an unprotected address`, {
        isFinal: true,
      });
    if (next.host !== new URL(url).host)
      headers = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !privateHeaders.includes(name.toLowerCase())),
      );
    url = next.href;
  }
  throw new WebError(`Get "${first}": stopped after ${mostRedirects} redirects`, {
    isFinal: true,
  });
}
