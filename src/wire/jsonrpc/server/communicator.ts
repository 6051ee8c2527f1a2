import type { FileInfo } from '../../../components/index.ts';
import type { Fields, Json } from '../../json.ts';
import type { Peer } from '../peer.ts';
import type { OutgoingStream } from '../streams.ts';

/** Lets the other end use our communicators. */
export function serveCommunicators(peer: Peer): void {
  const communicator = (params: Fields) => peer.communicators.get(params.integer('communicator'));
  peer.onRequest('communicator/run', (params, { signal }) => run(peer, params, signal));
  peer.onRequest('communicator/upload', async (params, { signal }) => {
    const incoming = peer.streams.receive(params.integer('stream'));
    const info = infoFromJson(params.optionalFields('info'));
    try {
      const options = info === undefined ? { signal } : { signal, info };
      await communicator(params).upload(params.string('path'), incoming, options);
      return null;
    } finally {
      incoming.abort('the upload is over');
      peer.streams.forget(incoming);
    }
  });
  peer.onRequest('communicator/download', async (params, { signal }) => {
    const outgoing = sender(peer, params);
    return sending([outgoing], peer, async () => {
      await communicator(params).download(params.string('path'), outgoing, { signal });
      return null;
    });
  });
  peer.onRequest('communicator/upload-dir', async (params, { signal }) => {
    const options = { signal, exclude: params.strings('exclude') };
    const to = params.string('destination');
    await communicator(params).uploadDir(to, params.string('source'), options);
    return null;
  });
  peer.onRequest('communicator/download-dir', async (params, { signal }) => {
    const options = { signal, exclude: params.strings('exclude') };
    const from = params.string('source');
    await communicator(params).downloadDir(from, params.string('destination'), options);
    return null;
  });
  // As a caller we hear here that a command of ours has been started.
  peer.onNotification('command/started', (params) =>
    peer.startedCommands.get(params.integer('command'))?.(),
  );
}

async function run(peer: Peer, params: Fields, signal: AbortSignal): Promise<Json> {
  const communicator = peer.communicators.get(params.integer('communicator'));
  const stdinFields = params.optionalFields('stdin');
  const stdin = stdinFields && peer.streams.receive(stdinFields.integer('stream'));
  const stdout = optionalSender(peer, params.optionalFields('stdout'));
  const stderr = optionalSender(peer, params.optionalFields('stderr'));
  const outputs = [stdout, stderr].filter((stream) => stream !== undefined);
  try {
    return await sending(outputs, peer, async () => {
      const running = await communicator.start(
        {
          command: params.string('text'),
          ...(stdin === undefined ? {} : { stdin }),
          ...(stdout === undefined ? {} : { stdout }),
          ...(stderr === undefined ? {} : { stderr }),
        },
        { signal },
      );
      peer.notify('command/started', { command: params.integer('command') });
      return { exitStatus: await running.exited };
    });
  } finally {
    stdin?.abort('the command is over');
    peer.streams.forget(stdin);
  }
}

/** Does something that sends streams; they have ended before the answer goes out. */
async function sending(
  streams: readonly OutgoingStream[],
  peer: Peer,
  work: () => Promise<Json>,
): Promise<Json> {
  try {
    const result = await work();
    await Promise.all(streams.map((stream) => stream.close()));
    return result;
  } catch (error) {
    for (const stream of streams) stream.abort(error);
    throw error;
  } finally {
    for (const stream of streams) peer.streams.forget(stream);
  }
}

function sender(peer: Peer, fields: Fields): OutgoingStream {
  return peer.streams.send(fields.integer('stream'), fields.integer('credit'));
}

function optionalSender(peer: Peer, fields: Fields | undefined): OutgoingStream | undefined {
  return fields === undefined ? undefined : sender(peer, fields);
}

function infoFromJson(fields: Fields | undefined): FileInfo | undefined {
  if (fields === undefined) return undefined;
  const modified = fields.optionalString('modified');
  return {
    name: fields.string('name'),
    size: fields.integer('size'),
    mode: fields.integer('mode'),
    ...(modified === undefined ? {} : { modified: new Date(modified) }),
    directory: fields.boolean('directory'),
  };
}
