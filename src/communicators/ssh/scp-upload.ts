import type { ByteSource } from '../../base/index.ts';
import type { FileInfo } from '../../components/index.ts';
import type { Files, FileStatus } from '../../platform/index.ts';
import type { SshConnection } from './connection.ts';
import { baseName, folderName } from './local-paths.ts';
import { type ScpWire, scp } from './scp-session.ts';

const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

/** What is said about a file before its bytes. */
interface Head {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
}

async function sendFile(wire: ScpWire, head: Head, content: ByteSource): Promise<void> {
  await wire.send(`C${octal(head.mode)} ${head.size} ${head.name}\n`);
  await wire.accepted();
  let left = head.size;
  for await (const chunk of content) {
    const piece = chunk.subarray(0, left);
    left -= piece.length;
    if (piece.length > 0) await wire.send(piece);
  }
  if (left > 0) throw new Error(`${head.name} became shorter while it was uploaded`);
  await wire.send(Uint8Array.of(0));
  await wire.accepted();
}

/** Writes what comes to a temporary file: the size must be known before the first byte is sent. */
async function spooled<T>(
  files: Files,
  content: ByteSource,
  use: (path: string, size: number) => Promise<T>,
): Promise<T> {
  const folder = await files.makeTemporaryFolder('packer-upload');
  const path = `${folder}/content`;
  try {
    const sink = await files.writeStream(path, { mode: 0o600 });
    let size = 0;
    try {
      for await (const chunk of content) {
        size += chunk.length;
        await sink.write(chunk);
      }
    } finally {
      await sink.close();
    }
    return await use(path, size);
  } finally {
    await files.remove(folder);
  }
}

/** Sends one file. */
export async function scpUpload(
  connection: SshConnection,
  files: Files,
  { remotePath, content, info, signal }: FileUpload,
): Promise<void> {
  const target = folderName(remotePath).replaceAll(' ', '\\ ');
  const name = baseName(remotePath);
  const send = (head: Head, bytes: ByteSource) =>
    scp(connection, `scp -vt ${target}`, signal, async (wire) => {
      await wire.accepted();
      await sendFile(wire, head, bytes);
    });
  if (info !== undefined && !info.directory)
    await send({ name, mode: info.mode, size: info.size }, content);
  else
    await spooled(files, content, (path, size) =>
      send({ name, mode: 0o644, size }, files.readStream(path)),
    );
}

/** A file on its way to the machine. */
export interface FileUpload {
  readonly remotePath: string;
  readonly content: ByteSource;
  readonly info: FileInfo | undefined;
  readonly signal: AbortSignal;
}

async function sendFolder(wire: ScpWire, files: Files, path: string, mode: number): Promise<void> {
  await wire.send(`D${octal(mode)} 0 ${baseName(path)}\n`);
  await wire.accepted();
  await sendEntries(wire, files, path);
  await wire.send('E\n');
  await wire.accepted();
}

async function sendEntry(
  wire: ScpWire,
  files: Files,
  path: string,
  status: FileStatus,
): Promise<void> {
  const link = (await files.linkStatus(path)).kind === 'link';
  if (status.kind === 'directory') return sendFolder(wire, files, path, link ? 0o777 : status.mode);
  if (status.kind !== 'file') return;
  const head = { name: baseName(path), mode: link ? 0o644 : status.mode, size: status.size };
  await sendFile(wire, head, files.readStream(path));
}

async function sendEntries(wire: ScpWire, files: Files, folder: string): Promise<void> {
  for (const name of await files.list(folder)) {
    const path = `${folder.replace(/\/+$/, '')}/${name}`;
    await sendEntry(wire, files, path, await files.status(path));
  }
}

/** Sends a folder; with a slash at its end, what is in it. */
export async function scpUploadFolder(
  connection: SshConnection,
  files: Files,
  { source, destination, signal }: FolderTransfer,
): Promise<void> {
  const { mode } = await files.status(source);
  await scp(connection, `scp -rvt ${destination}`, signal, async (wire) => {
    await wire.accepted();
    if (source.endsWith('/')) await sendEntries(wire, files, source);
    else await sendFolder(wire, files, source, mode);
  });
}

/** A folder on its way. */
export interface FolderTransfer {
  readonly source: string;
  readonly destination: string;
  readonly signal: AbortSignal;
}
