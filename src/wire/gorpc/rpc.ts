import { type ByteStream, type Deferred, deferred, messageOf } from '../../base/index.ts';
import type { Data } from '../../components/index.ts';
import { ConnectionClosed, RemoteError } from '../protocol.ts';
import { StreamError } from './yamux/index.ts';
import { decode, encodeAll, ValueStream, type WireValue } from './msgpack/index.ts';

/** The reply of a call that has nothing to say. */
const nothing: WireValue = null;

/**
 * The calling side of Go's net/rpc on one stream (plugin-protocol 3.1, 3.2). Calls may overlap and
 * answers come in any order.
 */
export class RpcClient {
  /** Settles when no more answers can come. */
  readonly ended: Promise<void>;
  readonly #stream: ByteStream;
  readonly #pending = new Map<bigint, Deferred<Data>>();
  #sequence = 0;
  #over: { readonly reason: unknown } | undefined;

  constructor(stream: ByteStream) {
    this.#stream = stream;
    this.ended = this.#read();
  }

  /** Calls `Endpoint.Method`. Rejects with RemoteError or ConnectionClosed. */
  async call(method: string, argument: WireValue): Promise<Data> {
    if (this.#over) throw this.#over.reason;
    const sequence = this.#sequence;
    this.#sequence += 1;
    const answer = deferred<Data>();
    this.#pending.set(BigInt(sequence), answer);
    const header = { ServiceMethod: method, Seq: BigInt(sequence) };
    this.#stream.sink.write(encodeAll([header, argument])).catch((error: unknown) => {
      this.#end(error instanceof StreamError ? undefined : error);
    });
    return answer.promise;
  }

  /** Says that no more calls follow; what is pending may still be answered. */
  async close(): Promise<void> {
    await this.#stream.sink.close().catch(() => {});
  }

  async #read(): Promise<void> {
    try {
      const values = new ValueStream(this.#stream.source);
      for (;;) {
        const head = await values.next();
        const body = head && (await values.next());
        if (!head || !body) break;
        this.#answered(fieldsOf(decode(head).value), body);
      }
    } catch (error) {
      // What broke the connection is the answer to every call; a reset stream is a closed one.
      this.#end(error instanceof StreamError ? undefined : error);
    }
    this.#end();
    await this.close();
  }

  #answered(header: ReadonlyMap<string, Data>, body: Uint8Array): void {
    const sequence = header.get('Seq');
    if (typeof sequence !== 'bigint') return;
    const waiting = this.#pending.get(sequence);
    this.#pending.delete(sequence);
    const error = header.get('Error');
    if (typeof error === 'string' && error !== '') waiting?.reject(new RemoteError(error));
    else waiting?.resolve(decode(body).value);
  }

  #end(reason: unknown = new ConnectionClosed()): void {
    this.#over ??= { reason };
    for (const waiting of this.#pending.values()) waiting.reject(this.#over.reason);
    this.#pending.clear();
  }
}

/** One method of an endpoint. What it throws goes back as the error of the call. */
export type RpcMethod = (argument: Data) => Promise<WireValue | undefined>;

/** Methods by name, such as `Say`. */
export type RpcEndpoint = Readonly<Record<string, RpcMethod>>;

/** Endpoints of one stream by name, such as `Ui`; may grow while the stream is served. */
export type RpcEndpoints = Map<string, RpcEndpoint>;

/**
 * Serves calls on one stream until the other side closes it; calls run at the same time. Resolves
 * when all of them have ended and our side is closed too.
 */
export async function serveRpc(stream: ByteStream, endpoints: RpcEndpoints): Promise<void> {
  const running = new Set<Promise<void>>();
  try {
    const values = new ValueStream(stream.source);
    for (;;) {
      const head = await values.next();
      const body = head && (await values.next());
      if (!head || !body) break;
      const call = answer(stream, endpoints, fieldsOf(decode(head).value), body);
      running.add(call);
      void call.finally(() => running.delete(call));
    }
  } catch {
    // The caller is gone; what runs for it is ended by its own signals.
  }
  await Promise.allSettled(running);
  await stream.sink.close().catch(() => {});
}

async function answer(
  stream: ByteStream,
  endpoints: RpcEndpoints,
  header: ReadonlyMap<string, Data>,
  body: Uint8Array,
): Promise<void> {
  const method = textOf(header.get('ServiceMethod'));
  const outcome = await outcomeOf(endpoints, method, body);
  const head = { ServiceMethod: method, Seq: header.get('Seq') ?? 0n, Error: outcome.error };
  await stream.sink.write(encodeAll([head, outcome.body])).catch(() => {});
}

async function outcomeOf(
  endpoints: RpcEndpoints,
  method: string,
  body: Uint8Array,
): Promise<{ readonly error: string; readonly body: WireValue }> {
  const dot = method.lastIndexOf('.');
  const endpoint = endpoints.get(method.slice(0, dot));
  if (!endpoint) return { error: `rpc: can't find service ${method}`, body: {} };
  const call = Object.hasOwn(endpoint, method.slice(dot + 1))
    ? endpoint[method.slice(dot + 1)]
    : undefined;
  if (!call) return { error: `rpc: can't find method ${method}`, body: {} };
  try {
    return { error: '', body: (await call(decode(body).value)) ?? nothing };
  } catch (error) {
    const words = messageOf(error);
    return { error: words === '' ? 'unknown error' : words, body: {} };
  }
}

const noFields: ReadonlyMap<string, Data> = new Map();

/** The fields of a struct or the entries of a map; empty for anything else. */
export function fieldsOf(value: Data | undefined): ReadonlyMap<string, Data> {
  return value instanceof Map ? value : noFields;
}

/** Text; bytes are read as text too, and nil is empty, as Go reads into a string. */
export function textOf(value: Data | undefined): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return '';
}

/** A whole number that fits JavaScript's; 0 for anything else. */
export function wholeOf(value: Data | undefined): number {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? Math.trunc(value) : 0;
}

/** A list of texts; nil is an empty one. */
export function textsOf(value: Data | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((each: Data) => textOf(each)) : [];
}

/** The text of an `error` reply field: `{Message}` or nil. */
export function errorOf(value: Data | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return textOf(fieldsOf(value).get('Message'));
}
