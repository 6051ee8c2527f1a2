import {
  AbstractMessageReader,
  CancellationTokenSource,
  createMessageConnection,
  type DataCallback,
  Emitter,
  ErrorCodes,
  type Message,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  ResponseError,
} from 'vscode-jsonrpc';
import { type ByteStream, type Deferred, deferred, messageOf } from '../../base/index.ts';
import type {
  Artifact,
  Communicator,
  Progress,
  ProvisionHook,
  Ui,
} from '../../components/index.ts';
import { ConnectionClosed, type ConnectOptions, ProtocolError, RemoteError } from '../protocol.ts';
import { type FrameWriter, frameWriter, readFrames } from './framing.ts';
import { Fields, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { errorCodes } from './messages.ts';
import { Numbering, ObjectTable, type Role } from './objects.ts';
import { installRuntime } from './runtime.ts';
import type { ServedComponent } from './served-component.ts';
import { StreamTable } from './streams.ts';

/** A request that arrived and is being worked on. */
export class IncomingCall {
  #controller: AbortController | undefined;
  #cancelled = false;

  /** Aborted when the other end cancels or is gone. Made on demand: most calls never look. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancelled) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  cancel(): void {
    this.#cancelled = true;
    this.#controller?.abort();
  }
}

/** Answers a request; what it resolves with is the response. */
export type RequestHandler = (params: Fields, call: IncomingCall) => Promise<Json>;

/**
 * How much talk of the other end may wait for our listener before we read no further. Other requests
 * do not count: they may need more of the stream to get anywhere.
 */
const mostTalk = 1_000;

/** Something the other end tells us and wants no answer to. */
export type NotificationHandler = (params: Fields) => void;

function isMessage(json: unknown): json is Message & JsonObject {
  return isJsonObject(json) && json.jsonrpc === '2.0';
}

/** Hands messages that arrived to the JSON-RPC library. */
class Inbox extends AbstractMessageReader implements MessageReader {
  #callback: DataCallback = () => {};

  listen(callback: DataCallback) {
    this.#callback = callback;
    return { dispose() {} };
  }

  deliver(json: unknown): void {
    if (!isMessage(json)) throw new ProtocolError('a message is not JSON-RPC 2.0');
    this.#callback(json);
  }
}

/** Takes messages from the JSON-RPC library and writes them as frames. */
function outbox(frames: FrameWriter, onError: (error: unknown) => void): MessageWriter {
  return {
    onError: new Emitter<[Error, Message | undefined, number | undefined]>().event,
    onClose: new Emitter<void>().event,
    async write(message) {
      try {
        await frames.message({ ...message });
      } catch (error) {
        onError(error);
        throw error;
      }
    },
    end() {},
    dispose() {},
  };
}

/**
 * One end of a connection; both ends are alike. Sends requests, answers those that arrive, moves
 * bytes, and keeps the numbers of objects and streams.
 */
export class Peer {
  readonly numbering: Numbering;
  readonly streams: StreamTable;
  readonly components: ObjectTable<ServedComponent>;
  readonly uis: ObjectTable<Ui>;
  readonly progresses: ObjectTable<Progress>;
  readonly hooks: ObjectTable<ProvisionHook>;
  readonly communicators: ObjectTable<Communicator>;
  readonly artifacts: ObjectTable<Artifact>;
  /** Whom to tell that a command we asked for is running, by its number. */
  readonly startedCommands = new Map<number, () => void>();
  /** Resolves when the connection is over, whatever ended it. */
  readonly closed: Promise<void>;

  readonly #connection: MessageConnection;
  readonly #stream: ByteStream;
  readonly #options: ConnectOptions;
  readonly #over = deferred<void>();
  readonly #requests = new Map<string, RequestHandler>();
  readonly #notifications = new Map<string, NotificationHandler>();
  readonly #running = new Map<IncomingCall, Promise<unknown>>();
  #talk = 0;
  #quieter: Deferred<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(stream: ByteStream, role: Role, options: ConnectOptions = {}) {
    this.#options = options;
    installRuntime();
    this.#stream = stream;
    this.closed = this.#over.promise;
    const numbering = new Numbering(role);
    this.numbering = numbering;
    this.components = new ObjectTable('component', numbering);
    this.uis = new ObjectTable('ui', numbering);
    this.progresses = new ObjectTable('progress display', numbering);
    this.hooks = new ObjectTable('hook', numbering);
    this.communicators = new ObjectTable('communicator', numbering);
    this.artifacts = new ObjectTable('artifact', numbering);
    const frames = frameWriter(stream.sink);
    this.streams = new StreamTable(frames, {
      credit: (id, bytes) => this.notify('stream/credit', { stream: id, bytes }),
      abort: (id, message) => this.notify('stream/abort', { stream: id, message }),
    });
    const inbox = new Inbox();
    this.#connection = createMessageConnection(
      inbox,
      outbox(frames, (error) => this.fail(error)),
    );
    this.#connection.onRequest((method, params, token) => {
      const call = new IncomingCall();
      if (token.isCancellationRequested) call.cancel();
      else token.onCancellationRequested(() => call.cancel());
      return this.#answer(method, params, call);
    });
    this.#connection.onNotification((method, params) => this.#hear(method, params));
    this.onNotification('stream/credit', (params) =>
      this.streams.credit(params.integer('stream'), params.integer('bytes')),
    );
    this.onNotification('stream/abort', (params) =>
      this.streams.aborted(params.integer('stream'), params.string('message')),
    );
    this.onRequest('ping', async () => null);
    this.#connection.listen();
    void this.#read(inbox);
  }

  /** What ended the connection; undefined while it lives. */
  get failure(): unknown {
    return this.#failure?.error;
  }

  /** Installs the answer to a method. */
  onRequest(method: string, handler: RequestHandler): void {
    this.#requests.set(method, handler);
  }

  /** Installs what to do about a notification. */
  onNotification(method: string, handler: NotificationHandler): void {
    this.#notifications.set(method, handler);
  }

  /**
   * Asks the other end. Aborting sends a cancellation and goes on waiting for the answer, because
   * the other end may have to clean up first; the call then rejects with the signal's reason.
   */
  async request(method: string, params: JsonObject, signal?: AbortSignal): Promise<Json> {
    if (this.#failure !== undefined) throw this.#failure.error;
    signal?.throwIfAborted();
    const cancellation = signal && new CancellationTokenSource();
    const cancel = () => cancellation?.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      if (cancellation === undefined) return await this.#connection.sendRequest(method, params);
      return await this.#connection.sendRequest<Json>(method, params, cancellation.token);
    } catch (error) {
      throw this.#failureOf(error, signal);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Like `request`, for an answer that is an object. */
  async ask(method: string, params: JsonObject, signal?: AbortSignal): Promise<Fields> {
    return new Fields(await this.request(method, params, signal), `the answer to ${method}`);
  }

  /** Tells the other end; no answer. */
  notify(method: string, params: JsonObject): void {
    if (this.#failure !== undefined) return;
    this.#connection.sendNotification(method, params).catch((error) => this.fail(error));
  }

  /** Ends our direction; the other end sees the end of the stream. */
  async close(): Promise<void> {
    this.#end(new ConnectionClosed());
    await this.#stream.sink.close().catch(() => {});
  }

  /** Ends the connection: every pending and later call rejects with the error. */
  fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#end(this.#options.ended === undefined ? error : this.#options.ended(error));
  }

  #end(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    this.#connection.dispose();
    this.streams.failAll(error);
    this.#quieter?.resolve();
    for (const call of this.#running.keys()) call.cancel();
    this.#over.resolve();
  }

  /** Resolves when no request of the other end is being worked on any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
  }

  async #read(inbox: Inbox): Promise<void> {
    try {
      await readFrames(this.#stream.source, {
        message: (json) => {
          if (this.#failure === undefined) inbox.deliver(json);
        },
        bytes: (stream, chunk, last) => this.streams.bytes(stream, chunk, last),
        pause: () => this.#pause(),
      });
      this.fail(new ConnectionClosed());
    } catch (error) {
      this.fail(error);
    }
  }

  #answer(method: string, params: unknown, call: IncomingCall): Promise<unknown> {
    const handler = this.#requests.get(method);
    if (handler === undefined) {
      const unknown = new ResponseError(ErrorCodes.MethodNotFound, `unknown method ${method}`);
      return Promise.resolve(unknown);
    }
    const work = this.#work(handler, method, params, call);
    this.#running.set(call, work);
    const talk = method.startsWith('ui/') ? 1 : 0;
    this.#talk += talk;
    return work.finally(() => {
      this.#running.delete(call);
      this.#talk -= talk;
      if (this.#talk < mostTalk) this.#quieter?.resolve();
    });
  }

  #pause(): Promise<void> | undefined {
    if (this.#talk < mostTalk || this.#failure !== undefined) return undefined;
    this.#quieter = deferred();
    return this.#quieter.promise;
  }

  async #work(
    handler: RequestHandler,
    method: string,
    params: unknown,
    call: IncomingCall,
  ): Promise<unknown> {
    try {
      return await handler(fieldsOf(params, method), call);
    } catch (error) {
      if (error instanceof ProtocolError)
        return new ResponseError(ErrorCodes.InvalidParams, error.message);
      const { aborted, reason } = call.signal;
      const cancelled = aborted && (error === reason || isAbort(error));
      return new ResponseError(
        cancelled ? errorCodes.cancelled : errorCodes.component,
        messageOf(error),
      );
    }
  }

  #hear(method: string, params: unknown): void {
    try {
      this.#notifications.get(method)?.(fieldsOf(params, method));
    } catch (error) {
      this.fail(error);
    }
  }

  /** What a call rejects with, given what the library rejected with. */
  #failureOf(error: unknown, signal: AbortSignal | undefined): unknown {
    if (this.#failure !== undefined) return this.#failure.error;
    if (!(error instanceof ResponseError)) return error;
    switch (error.code) {
      case errorCodes.cancelled:
        return signal?.aborted ? signal.reason : new RemoteError(error.message);
      case errorCodes.component:
        return new RemoteError(error.message);
      default:
        return new ProtocolError(`${error.message} (JSON-RPC error ${error.code})`);
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Parameters are an object; the library wraps an object it did not expect into a list. */
function fieldsOf(params: unknown, method: string): Fields {
  const single = Array.isArray(params) && params.length === 1 ? params[0] : params;
  return new Fields(single ?? {}, method);
}
