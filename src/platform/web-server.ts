import type { ByteSource } from '../base/index.ts';

/** What a client asks of our own web server. */
export interface ServedRequest {
  readonly method: string;
  /** Decoded, without the query, always beginning with a slash. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What our own web server answers. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ByteSource | Uint8Array;
}

/** A web server that runs. Disposing closes it and every connection. */
export interface WebServer extends AsyncDisposable {
  readonly port: number;
}

/** Where a web server listens. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly family: 'any' | 'ipv4' | 'ipv6';
}

/** Runs a web server. Rejects with an Error with the `code` of the system, such as `EADDRINUSE`. */
export type ServeWeb = (
  where: ListenOptions,
  answer: (request: ServedRequest) => Promise<ServedAnswer>,
) => Promise<WebServer>;
