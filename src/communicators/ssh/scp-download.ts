import type { ByteSink } from '../../base/index.ts';
import type { Files } from '../../platform/index.ts';
import type { SshConnection } from './connection.ts';
import { type ScpWire, scp } from './scp-session.ts';
import type { FolderTransfer } from './scp-upload.ts';

const go = Uint8Array.of(0);

/** `C0644 5 name` or `D0755 0 name`, whose name may hold spaces. */
function parseRecord(record: string): { mode: number; size: number; name: string } {
  const parts = /^[CD]([0-7]+) (\d+) (.+)$/.exec(record);
  const [, mode = '', size = '', name = ''] = parts ?? [];
  if (parts === null || name.includes('/') || name === '.' || name === '..')
    throw new Error(`unexpected server response: ${record}`);
  return { mode: Number.parseInt(mode, 8) & 0o777, size: Number(size), name };
}

async function receive(wire: ScpWire, size: number, into: ByteSink): Promise<void> {
  await wire.send(go);
  for await (const piece of wire.exactly(size)) await into.write(piece);
  await wire.accepted();
  await wire.send(go);
}

/** Fetches one file. */
export async function scpDownload(
  connection: SshConnection,
  path: string,
  into: ByteSink,
  signal: AbortSignal,
): Promise<void> {
  const shown = path.includes(' ') ? JSON.stringify(path) : path;
  await scp(connection, `scp -vf ${shown}`, signal, async (wire) => {
    await wire.send(go);
    const record = await wire.record();
    if (record === undefined) return;
    if (record.startsWith('D')) throw new Error('remote file is directory');
    await receive(wire, parseRecord(record).size, into);
  });
}

async function receiveFolders(wire: ScpWire, files: Files, destination: string): Promise<void> {
  const folders = [destination.replace(/(?<=.)\/+$/, '')];
  await wire.send(go);
  for (;;) {
    const record = await wire.record();
    if (record === undefined) return;
    if (record.startsWith('E')) {
      folders.pop();
      await wire.send(go);
      continue;
    }
    const { mode, size, name } = parseRecord(record);
    const path = `${folders.at(-1) ?? destination}/${name}`;
    if (record.startsWith('D')) {
      await files.makeFolder(path, mode | 0o700);
      folders.push(path);
      await wire.send(go);
      continue;
    }
    const sink = await files.writeStream(path, { mode });
    try {
      await receive(wire, size, sink);
    } finally {
      await sink.close();
    }
  }
}

/** Fetches a folder, or everything that a pattern means, with the name it has on the machine. */
export async function scpDownloadFolder(
  connection: SshConnection,
  files: Files,
  { source, destination, signal }: FolderTransfer,
): Promise<void> {
  await scp(connection, `scp -vrf ${source}`, signal, (wire) =>
    receiveFolders(wire, files, destination),
  );
}
