import { type ByteSink, type ByteSource, deferred } from '../../../base/index.ts';
import type {
  CallOptions,
  Communicator,
  FileInfo,
  RemoteCommand,
  RunningCommand,
} from '../../../components/index.ts';
import type { JsonObject } from '../../json.ts';
import type { Peer } from '../peer.ts';
import { type IncomingStream, streamWindow } from '../streams.ts';

/** A communicator of the other end. */
class RemoteCommunicator implements Communicator {
  readonly #peer: Peer;
  readonly #number: number;

  constructor(peer: Peer, number: number) {
    this.#peer = peer;
    this.#number = number;
  }

  async start(command: RemoteCommand, options: CallOptions): Promise<RunningCommand> {
    const number = this.#peer.numbering.take();
    const started = deferred<void>();
    this.#peer.startedCommands.set(number, started.resolve);
    const exited = this.#run(number, command, options.signal).finally(() =>
      this.#peer.startedCommands.delete(number),
    );
    exited.then(() => started.resolve(), started.reject);
    await started.promise;
    return { exited };
  }

  async upload(
    path: string,
    content: ByteSource,
    options: CallOptions & { readonly info?: FileInfo },
  ): Promise<void> {
    const outgoing = this.#peer.streams.send(this.#peer.numbering.take(), 0);
    const info = options.info === undefined ? {} : { info: infoToJson(options.info) };
    const params = { path, stream: outgoing.id, ...info };
    const sent = outgoing.pump(content).catch(() => {});
    try {
      await this.#call('communicator/upload', params, options.signal);
    } catch (error) {
      throw outgoing.sourceFailure?.error ?? error;
    } finally {
      outgoing.fail(new Error('the upload is over'));
      this.#peer.streams.forget(outgoing);
    }
    await sent;
  }

  async uploadDir(
    destination: string,
    source: string,
    options: CallOptions & { readonly exclude?: readonly string[] },
  ): Promise<void> {
    const params = { destination, source, exclude: options.exclude ?? [] };
    await this.#call('communicator/upload-dir', params, options.signal);
  }

  async download(path: string, into: ByteSink, options: CallOptions): Promise<void> {
    const incoming = this.#peer.streams.expect(this.#peer.numbering.take());
    const params = { path, ...asReceiver(incoming) };
    await this.#receiving([[incoming, into]], () =>
      this.#call('communicator/download', params, options.signal),
    );
  }

  async downloadDir(
    source: string,
    destination: string,
    options: CallOptions & { readonly exclude?: readonly string[] },
  ): Promise<void> {
    const params = { source, destination, exclude: options.exclude ?? [] };
    await this.#call('communicator/download-dir', params, options.signal);
  }

  /** Runs a command to its end; resolves after all its output has been handed over. */
  async #run(number: number, command: RemoteCommand, signal: AbortSignal): Promise<number> {
    const { streams, numbering } = this.#peer;
    const stdin = command.stdin && streams.send(numbering.take(), 0);
    const outputs = [command.stdout, command.stderr].map((sink) =>
      sink === undefined ? undefined : ([streams.expect(numbering.take()), sink] as const),
    );
    const [stdout, stderr] = outputs;
    const params = {
      command: number,
      text: command.command,
      ...(stdin === undefined ? {} : { stdin: { stream: stdin.id } }),
      ...(stdout === undefined ? {} : { stdout: asReceiver(stdout[0]) }),
      ...(stderr === undefined ? {} : { stderr: asReceiver(stderr[0]) }),
    };
    // What the command does not read is of no interest to anybody.
    if (stdin !== undefined && command.stdin !== undefined)
      stdin.pump(command.stdin).catch(() => {});
    try {
      const pairs = outputs.filter((pair) => pair !== undefined);
      const answer = await this.#receiving(pairs, () =>
        this.#peer.ask('communicator/run', { communicator: this.#number, ...params }, signal),
      );
      return answer.integer('exitStatus', 'signed');
    } finally {
      stdin?.fail(new Error('the command is over'));
      streams.forget(stdin);
    }
  }

  /** Makes a call during which streams arrive; a sink that fails wins over what the call says. */
  async #receiving<T>(
    pairs: readonly (readonly [IncomingStream, ByteSink])[],
    call: () => Promise<T>,
  ): Promise<T> {
    const pumps = Promise.all(pairs.map(([incoming, sink]) => incoming.pump(sink)));
    pumps.catch(() => {});
    try {
      const result = await call();
      for (const [incoming] of pairs) incoming.end();
      await pumps;
      return result;
    } catch (error) {
      for (const [incoming] of pairs) incoming.fail(error);
      await Promise.allSettled([pumps]);
      throw pairs.find(([incoming]) => incoming.sinkFailure)?.[0].sinkFailure?.error ?? error;
    } finally {
      for (const [incoming] of pairs) this.#peer.streams.forget(incoming);
    }
  }

  #call(method: string, params: JsonObject, signal: AbortSignal) {
    return this.#peer.request(method, { communicator: this.#number, ...params }, signal);
  }
}

function asReceiver(incoming: IncomingStream): JsonObject {
  return { stream: incoming.id, credit: streamWindow };
}

function infoToJson(info: FileInfo): JsonObject {
  const { modified, ...rest } = info;
  return modified === undefined ? rest : { ...rest, modified: modified.toISOString() };
}

/** The communicator behind a number: our own again, or one of the other end. */
export function remoteCommunicator(peer: Peer, number: number): Communicator {
  return peer.communicators.resolve(number, () => new RemoteCommunicator(peer, number));
}
