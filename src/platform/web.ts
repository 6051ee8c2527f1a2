import type { ByteSource } from '../base/index.ts';

/** What a server answered; the body must be read or left to `close`. */
export interface WebAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Throws when the connection breaks before the announced end. */
  readonly body: ByteSource;
  /** Lets go of the connection; safe after the body was read. */
  close(): void;
}

/** What is asked of a server. */
export interface WebRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A request never got an answer. */
export class WebError extends Error {
  override readonly name = 'WebError';
  /** Asking again would not help. */
  readonly isFinal: boolean;
  constructor(message: string, options: ErrorOptions & { readonly isFinal?: boolean } = {}) {
    super(message, options);
    this.isFinal = options.isFinal ?? false;
  }
}

/** HTTP and HTTPS, GET only, through the proxies that the environment names. Redirects are not followed. */
export interface Web {
  /** Resolves with the head of the answer. Rejects with WebError, or the signal's reason. */
  get(request: WebRequest): Promise<WebAnswer>;
}
