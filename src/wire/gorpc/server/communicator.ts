import { discard } from '../../../base/index.ts';
import type { Communicator, Data } from '../../../components/index.ts';
import { fileInfoFromWire } from '../convert.ts';
import { exitRecord } from '../exit-record.ts';
import type { GoLink } from '../link.ts';
import { fieldsOf, type RpcEndpoint, textOf, textsOf, wholeOf } from '../rpc.ts';
import type { YamuxStream } from '../yamux/index.ts';

/**
 * Serves a communicator (plugin-protocol 4.8). `gone` is aborted when the caller has gone: a cancel
 * of its work alone does not stop what it does for clean-up.
 */
export function communicatorEndpoint(
  link: GoLink,
  communicator: Communicator,
  gone: AbortSignal,
): RpcEndpoint {
  const { broker } = link;
  return {
    Start: async (argument) => {
      await start(link, communicator, { argument, gone });
      return undefined;
    },
    Upload: async (argument) => {
      const fields = fieldsOf(argument);
      const stream = await broker.dial(wholeOf(fields.get('ReaderStreamId')));
      const info = fileInfoFromWire(fields.get('FileInfo'));
      try {
        const options = { signal: gone, ...(info && { info }) };
        await communicator.upload(textOf(fields.get('Path')), stream.source, options);
        return undefined;
      } finally {
        await finish(stream);
      }
    },
    Download: async (argument) => {
      const fields = fieldsOf(argument);
      const stream = await broker.dial(wholeOf(fields.get('WriterStreamId')));
      try {
        await communicator.download(textOf(fields.get('Path')), stream.sink, { signal: gone });
        return undefined;
      } finally {
        await finish(stream);
      }
    },
    UploadDir: async (argument) => {
      const { source, destination, options } = folders(argument, gone);
      await communicator.uploadDir(destination, source, options);
      return undefined;
    },
    DownloadDir: async (argument) => {
      const { source, destination, options } = folders(argument, gone);
      await communicator.downloadDir(source, destination, options);
      return undefined;
    },
  };
}

function folders(argument: Data, signal: AbortSignal) {
  const fields = fieldsOf(argument);
  return {
    source: textOf(fields.get('Src')),
    destination: textOf(fields.get('Dst')),
    options: { signal, exclude: textsOf(fields.get('Exclude')) },
  };
}

async function start(
  link: GoLink,
  communicator: Communicator,
  { argument, gone }: { readonly argument: Data; readonly gone: AbortSignal },
): Promise<void> {
  const fields = fieldsOf(argument);
  const dial = async (name: string) => {
    const id = wholeOf(fields.get(name));
    return id === 0 ? undefined : link.broker.dial(id);
  };
  const [stdin, stdout, stderr, response] = await Promise.all([
    dial('StdinStreamId'),
    dial('StdoutStreamId'),
    dial('StderrStreamId'),
    dial('ResponseStreamId'),
  ]);
  const finishAll = () => Promise.all([stdin, stdout, stderr].map((each) => each && finish(each)));
  try {
    const command = {
      command: textOf(fields.get('Command')),
      stdout: stdout?.sink ?? discard,
      stderr: stderr?.sink ?? discard,
      ...(stdin && { stdin: stdin.source }),
    };
    const { exited } = await communicator.start(command, { signal: gone });
    void exited
      .then((status) => response?.sink.write(exitRecord(status)))
      .catch(() => {})
      .then(() => response && finish(response))
      .then(finishAll)
      .catch(() => {});
  } catch (error) {
    await finishAll();
    throw error;
  }
}

/** Closes our direction and lets go of what the other side may still send. */
async function finish(stream: YamuxStream): Promise<void> {
  await stream.sink.close().catch(() => {});
  await stream.source[Symbol.asyncIterator]().return?.();
}
