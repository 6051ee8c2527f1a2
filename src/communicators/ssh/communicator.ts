import type { CommunicatorWorld, ConnectedCommunicator } from '../connected.ts';
import { startCommand } from './command.ts';
import { SshConnection } from './connection.ts';
import { scpDownload, scpDownloadFolder } from './scp-download.ts';
import { scpUpload, scpUploadFolder } from './scp-upload.ts';
import type { SshSettings } from './settings.ts';
import { sftpDownload, sftpUpload, sftpUploadFolder } from './sftp.ts';
import { openTransport } from './transport.ts';

/** Waits until something accepts connections where the machine's SSH server is expected. */
export async function probe(settings: SshSettings, signal: AbortSignal): Promise<void> {
  const stream = await openTransport(settings, signal);
  stream.destroy();
}

/** Commands and files over SSH. Rejects when the machine cannot be reached or refuses the login. */
export async function connect(
  settings: SshSettings,
  { files, log }: CommunicatorWorld,
  signal: AbortSignal,
): Promise<ConnectedCommunicator> {
  const connection = await SshConnection.open(settings, log, signal);
  const sftp = settings.transfer === 'sftp';
  return {
    start: (command, options) => startCommand(connection, command, options.signal),
    upload: (remotePath, content, options) => {
      const file = { remotePath, content, info: options.info, signal: options.signal };
      return sftp ? sftpUpload(connection, file) : scpUpload(connection, files, file);
    },
    uploadDir: (destination, source, options) => {
      const folder = { source, destination, signal: options.signal };
      return sftp
        ? sftpUploadFolder(connection, files, folder)
        : scpUploadFolder(connection, files, folder);
    },
    download: async (remotePath, into, options) => {
      const fetch = sftp ? sftpDownload : scpDownload;
      await fetch(connection, remotePath, into, options.signal);
      await into.close();
    },
    // By scp in any case: only there the machine resolves patterns.
    downloadDir: (source, destination, options) =>
      scpDownloadFolder(connection, files, { source, destination, signal: options.signal }),
    close: () => connection.close(),
  };
}
