import type { SFTPWrapper } from 'ssh2';
import { type ByteSink, messageOf } from '../../base/index.ts';
import type { Files } from '../../platform/index.ts';
import type { SshConnection } from './connection.ts';
import { baseName } from './local-paths.ts';
import type { FileUpload, FolderTransfer } from './scp-upload.ts';

const pieceSize = 32_768;
type Callback = (error?: Error | null) => void;

/** Waits for a call of the library. */
function done(call: (answer: Callback) => void): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
}

function opened(sftp: SFTPWrapper, path: string, flags: 'r' | 'w'): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    sftp.open(path, flags, (error, handle) => (error ? reject(error) : resolve(handle))),
  );
}

/** Uses the sftp subsystem in a session of its own. */
async function withSftp<T>(
  connection: SshConnection,
  signal: AbortSignal,
  use: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  const sftp = await connection
    .session(
      ({ client }) =>
        new Promise<SFTPWrapper>((resolve, reject) =>
          client.sftp((error, session) => (error ? reject(error) : resolve(session))),
        ),
      signal,
    )
    .catch((cause: unknown) => {
      const reason = messageOf(cause);
      throw new Error(`sftpSession error: ${reason}`, { cause });
    });
  const cancel = () => sftp.end();
  signal.addEventListener('abort', cancel, { once: true });
  const lost = new Promise<never>((_, reject) => {
    sftp.once('close', () => reject(signal.aborted ? signal.reason : new Error('EOF')));
  });
  lost.catch(() => {});
  try {
    return await Promise.race([use(sftp), lost]);
  } finally {
    signal.removeEventListener('abort', cancel);
    sftp.end();
  }
}

type Content = Pick<FileUpload, 'content'> & { readonly mode: number | undefined };

async function put(sftp: SFTPWrapper, path: string, { content, mode }: Content): Promise<void> {
  const handle = await opened(sftp, path, 'w');
  try {
    let at = 0;
    for await (const chunk of content) {
      for (let from = 0; from < chunk.length; from += pieceSize) {
        const piece = Buffer.from(chunk.subarray(from, from + pieceSize));
        const position = at;
        await done((answer) => sftp.write(handle, piece, 0, piece.length, position, answer));
        at += piece.length;
      }
    }
  } finally {
    await done((answer) => sftp.close(handle, answer)).catch(() => {});
  }
  if (mode !== undefined) await done((answer) => sftp.chmod(path, mode, answer));
}

/** Sends one file. */
export function sftpUpload(
  connection: SshConnection,
  { remotePath, content, info, signal }: FileUpload,
): Promise<void> {
  const mode = info === undefined || info.directory ? undefined : info.mode & 0o777;
  return withSftp(connection, signal, (sftp) => put(sftp, remotePath, { content, mode }));
}

async function ensureFolder(sftp: SFTPWrapper, path: string, mode: number): Promise<void> {
  try {
    await done((answer) => sftp.mkdir(path, answer));
  } catch (error) {
    const isFolder = await new Promise<boolean>((resolve) =>
      sftp.stat(path, (problem, stats) => resolve(problem === undefined && stats.isDirectory())),
    );
    if (!isFolder) throw error;
  }
  await done((answer) => sftp.chmod(path, mode, answer));
}

async function putEntries(
  sftp: SFTPWrapper,
  files: Files,
  from: string,
  to: string,
): Promise<void> {
  for (const name of await files.list(from)) {
    const [local, remote] = [`${from}/${name}`, `${to}/${name}`];
    const { kind, mode } = await files.linkStatus(local);
    if (kind === 'directory') {
      await ensureFolder(sftp, remote, mode & 0o777);
      await putEntries(sftp, files, local, remote);
    } else await put(sftp, remote, { content: files.readStream(local), mode: mode & 0o777 });
  }
}

/** Sends a folder; with a slash at its end, what is in it, into a folder that must exist. */
export async function sftpUploadFolder(
  connection: SshConnection,
  files: Files,
  { source, destination, signal }: FolderTransfer,
): Promise<void> {
  const from = source.replace(/(?<=.)\/+$/, '');
  const to = destination.replace(/(?<=.)\/+$/, '');
  const { mode } = await files.status(source);
  await withSftp(connection, signal, async (sftp) => {
    if (source.endsWith('/')) return putEntries(sftp, files, from, to);
    const root = `${to}/${baseName(source)}`;
    await ensureFolder(sftp, root, mode & 0o777);
    await putEntries(sftp, files, from, root);
  });
}

/** Fetches one file. */
export function sftpDownload(
  connection: SshConnection,
  path: string,
  into: ByteSink,
  signal: AbortSignal,
): Promise<void> {
  return withSftp(connection, signal, async (sftp) => {
    const handle = await opened(sftp, path, 'r');
    const piece = Buffer.alloc(pieceSize);
    for (let at = 0; ; ) {
      const count = await new Promise<number>((resolve, reject) =>
        sftp.read(handle, piece, 0, pieceSize, at, (error, read) =>
          error ? reject(error) : resolve(read),
        ),
      ).catch((error: { code?: number }) => {
        if (error.code === endOfFile) return 0;
        throw error;
      });
      if (count === 0) break;
      await into.write(Uint8Array.from(piece.subarray(0, count)));
      at += count;
    }
    await done((answer) => sftp.close(handle, answer)).catch(() => {});
  });
}

/** SSH_FX_EOF. */
const endOfFile = 1;
