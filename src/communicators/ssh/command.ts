import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type ByteSink, type ByteSource, discard } from '../../base/index.ts';
import type { RemoteCommand, RunningCommand } from '../../components/index.ts';
import type { SshConnection } from './connection.ts';
import { openSession } from './session.ts';

/**
 * Hands everything that arrives to the sink, at its pace, and closes it at the end. What a sink that
 * failed does not take is read all the same: the remote command must not get stuck.
 */
export function pump(source: Readable, sink: ByteSink): Promise<void> {
  return new Promise((resolve) => {
    let last = Promise.resolve();
    const finish = (): void => {
      resolve(last.then(() => sink.close()).catch(() => {}));
    };
    source.on('data', (chunk: Uint8Array) => {
      source.pause();
      last = sink.write(chunk).catch(() => {});
      last.then(() => source.resume());
    });
    source.once('end', finish);
    source.once('error', finish);
  });
}

/** Sends the bytes at the pace of the other side. Stops without a word when nobody reads them. */
async function feed(source: ByteSource | undefined, into: Writable): Promise<void> {
  try {
    for await (const chunk of source ?? []) {
      if (into.destroyed || into.writableEnded) return;
      if (!into.write(chunk)) await Promise.race([once(into, 'drain'), once(into, 'close')]);
    }
  } catch {
    // The command ended, or whoever made the input failed: both show elsewhere.
  }
  into.end();
}

/** Starts a command; what it prints is delivered before it counts as ended (components 3.6). */
export async function startCommand(
  connection: SshConnection,
  { command, stdin, stdout = discard, stderr = discard }: RemoteCommand,
  signal: AbortSignal,
): Promise<RunningCommand> {
  const { pty } = connection.settings;
  const { channel, exited } = await openSession(connection, `${command}\n`, pty, signal);
  const output = [pump(channel, stdout), pump(channel.stderr, stderr)];
  void feed(stdin, channel);
  return { exited: Promise.all([exited, ...output]).then(([status]) => status) };
}
