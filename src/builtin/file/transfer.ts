import { posix } from 'node:path';
import {
  type ByteSource,
  type Call,
  type FileInfo,
  type Machine,
  messageOf,
  type Progress,
} from '../../sdk/index.ts';
import { localFileInfo } from '../files/local-file-info.ts';
import type { FileConfig } from './options.ts';

type FileCall = Call<FileConfig>;

async function* counted(source: ByteSource, progress: Progress): ByteSource {
  for await (const chunk of source) {
    yield chunk;
    progress.add(chunk.length);
  }
}

async function uploadFile(
  source: string,
  destination: string,
  info: FileInfo,
  call: FileCall,
  machine: Machine,
): Promise<void> {
  const { host, ui, signal } = call;
  const target = destination.endsWith('/') ? `${destination}${info.name}` : destination;
  const progress = await ui.trackProgress(source, 0, info.size);
  try {
    const content = counted(host.platform.files.readStream(source), progress);
    await machine.upload(target, content, { signal, info });
  } catch (error) {
    const text = messageOf(error);
    if (text.includes('Error restoring file'))
      await ui.error(
        `Upload failed: ${text}; this can occur when your file destination is a folder without a trailing slash.`,
      );
    await ui.error(`Upload failed: ${text}`);
    throw error;
  } finally {
    progress.close();
  }
}

/** Sends a local file or folder to the machine (components 2.5). */
export async function upload(
  source: string,
  destination: string,
  call: FileCall,
  machine: Machine,
): Promise<void> {
  const { ui, signal } = call;
  await ui.say(`Uploading ${source} => ${destination}`);
  const info = await localFileInfo(call.host.platform, source);
  if (!info.directory) return uploadFile(source, destination, info, call, machine);
  try {
    await machine.uploadDir(destination, source, { signal });
  } catch (error) {
    await ui.error(`Upload failed: ${messageOf(error)}`);
    throw error;
  }
}

/** Fetches a file, or everything a folder or pattern means, from the machine (components 2.5). */
export async function download(
  source: string,
  destination: string,
  call: FileCall,
  machine: Machine,
): Promise<void> {
  const { host, ui, signal } = call;
  const { files } = host.platform;
  const intoFolder = destination.endsWith('/');
  const whole = source.endsWith('/') || source.endsWith('*');
  const target =
    intoFolder && !whole ? posix.join(destination, posix.basename(source)) : destination;
  await ui.say(`Downloading ${source} => ${target}`);
  await files.makeFolder(intoFolder ? destination : posix.dirname(destination), 0o755);
  try {
    if (source.endsWith('/') || /[*?[]/.test(source))
      return await machine.downloadDir(source, target, { signal });
  } catch (error) {
    await ui.error(`Download failed: ${messageOf(error)}`);
    throw error;
  }
  const sink = await files.writeStream(target, { mode: 0o644 });
  try {
    await machine.download(source, sink, { signal });
  } catch (error) {
    await ui.error(`Download failed: ${messageOf(error)}`);
    throw error;
  } finally {
    await sink.close();
  }
}
