import type { ByteSink } from '../../../base/index.ts';
import type { Communicator, RemoteCommand } from '../../../components/index.ts';
import { fileInfoToWire } from '../convert.ts';
import { lostExitStatus, readExitRecord } from '../exit-record.ts';
import type { GoLink } from '../link.ts';
import { Unsigned } from '../msgpack/index.ts';
import { pump } from '../pump.ts';
import type { RpcClient } from '../rpc.ts';
import type { YamuxStream } from '../yamux/index.ts';

/** A communicator in another process (plugin-protocol 4.8). */
export function remoteCommunicator(link: GoLink, rpc: RpcClient): Communicator {
  const { broker } = link;
  const expect = () => {
    const id = broker.allocate();
    const stream = broker.accept(id);
    stream.catch(() => {});
    return { id, stream };
  };
  return {
    start: (command, { signal }) => unlessAborted(signal, startCommand(link, rpc, command)),
    async upload(remotePath, content, { signal, info }) {
      const { id, stream } = expect();
      const fed = stream.then(({ sink }) => pump(content, sink));
      fed.catch(() => {});
      const argument = {
        Path: remotePath,
        ReaderStreamId: new Unsigned(id),
        FileInfo: fileInfoToWire(info),
      };
      await unlessAborted(signal, rpc.call('Communicator.Upload', argument));
    },
    async download(remotePath, into, { signal }) {
      const { id, stream } = expect();
      const drained = stream.then(({ source }) => pump(source, into));
      drained.catch(() => {});
      const argument = { Path: remotePath, WriterStreamId: new Unsigned(id) };
      const both = rpc.call('Communicator.Download', argument).then(() => drained);
      await unlessAborted(signal, both);
    },
    async uploadDir(destination, source, { signal, exclude }) {
      const argument = { Dst: destination, Src: source, Exclude: [...(exclude ?? [])] };
      await unlessAborted(signal, rpc.call('Communicator.UploadDir', argument));
    },
    async downloadDir(source, destination, { signal, exclude }) {
      const argument = { Dst: destination, Src: source, Exclude: [...(exclude ?? [])] };
      await unlessAborted(signal, rpc.call('Communicator.DownloadDir', argument));
    },
  };
}

async function startCommand(link: GoLink, rpc: RpcClient, command: RemoteCommand) {
  const { broker } = link;
  const expect = (wanted: boolean) => {
    if (!wanted) return { id: new Unsigned(0), stream: undefined };
    const id = broker.allocate();
    const stream = broker.accept(id);
    stream.catch(() => {});
    return { id: new Unsigned(id), stream };
  };
  const stdin = expect(command.stdin !== undefined);
  const stdout = expect(command.stdout !== undefined);
  const stderr = expect(command.stderr !== undefined);
  const response = expect(true);
  await rpc.call('Communicator.Start', {
    Command: command.command,
    StdinStreamId: stdin.id,
    StdoutStreamId: stdout.id,
    StderrStreamId: stderr.id,
    ResponseStreamId: response.id,
  });
  const input = command.stdin;
  if (input) stdin.stream?.then(({ sink }) => pump(input, sink)).catch(() => {});
  const status = response.stream?.then(({ source }) => readExitRecord(source));
  status?.catch(() => {});
  const finished = async () => {
    await Promise.all([drain(stdout.stream, command.stdout), drain(stderr.stream, command.stderr)]);
    return (await status?.catch(() => undefined)) ?? lostExitStatus;
  };
  const exited = finished();
  exited.catch(() => {});
  return { exited };
}

async function drain(stream: Promise<YamuxStream> | undefined, into: ByteSink | undefined) {
  if (!stream || !into) return;
  try {
    await pump((await stream).source, into);
  } catch {
    await into.close().catch(() => {});
  }
}

/** Rejects at once when the signal is aborted; the call itself goes on, there is no way to stop it. */
async function unlessAborted<T>(signal: AbortSignal, call: Promise<T>): Promise<T> {
  call.catch(() => {});
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    stop = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([call, aborted]);
  } finally {
    stop();
  }
}
