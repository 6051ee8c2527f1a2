import { discard } from '../../base/index.ts';
import type { RemoteCommand, RunningCommand } from '../../components/index.ts';
import type { ConnectedCommunicator } from '../connected.ts';
import { download, type UploadWorld, upload, uploadFolder } from './files.ts';
import type { HttpWorld } from './http.ts';
import type { WinRmSettings } from './settings.ts';
import { WinRmClient } from './shell.ts';

/** What WinRM needs of the world. */
export type WinRmWorld = HttpWorld & UploadWorld;

/** Runs a command in a shell of its own; its output is delivered before it counts as ended. */
async function start(
  client: WinRmClient,
  { command, stdout = discard, stderr = discard }: RemoteCommand,
  signal: AbortSignal,
): Promise<RunningCommand> {
  const shell = await client.open(signal);
  const finish = async (): Promise<void> => {
    await shell.close();
    await stdout.close();
    await stderr.close();
  };
  let id: string;
  try {
    id = await shell.start(command, signal);
  } catch (error) {
    await finish();
    throw error;
  }
  const exited = shell.follow(id, { stdout, stderr }, signal).finally(finish);
  exited.catch(() => {});
  return { exited };
}

/** Commands and files over WinRM. Rejects when no shell can be opened. */
export async function connect(
  settings: WinRmSettings,
  world: WinRmWorld,
  signal: AbortSignal,
): Promise<ConnectedCommunicator> {
  const client = new WinRmClient(settings, world);
  try {
    await (await client.open(signal)).close();
  } catch (error) {
    client.close();
    throw error;
  }
  return {
    start: (command, options) => start(client, command, options.signal),
    upload: async (remotePath, content, options) => {
      const name = options.info?.name;
      if (remotePath.endsWith('\\') && name === undefined)
        throw new Error('Was unable to infer file basename for upload.');
      const path = remotePath.endsWith('\\') ? remotePath + name : remotePath;
      await upload(client, world, { content, path, signal: options.signal });
    },
    uploadDir: (destination, source, options) =>
      uploadFolder(client, world, { source, destination, signal: options.signal }),
    download: (remotePath, into, options) => download(client, remotePath, into, options.signal),
    downloadDir: () => Promise.reject(new Error("WinRM doesn't support download dir.")),
    close: async () => client.close(),
  };
}
