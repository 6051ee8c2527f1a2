import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path/posix';
import type { ByteSink, ByteSource, Communicator, FileInfo } from 'tspacker/sdk';
import { execute } from '../driver/command.ts';
import { execStart } from './exec.ts';
import { spool } from './spool.ts';
import { endOfArchive, FirstFile, padding, type TarFile, tarHeader } from './tar.ts';

/** A container and how it is reached. */
export interface DockerPlace {
  readonly docker: string;
  readonly containerId: string;
  /** A folder of this machine for files in between. */
  readonly sharedFolder: string;
  /** Who runs commands; empty: the container's user. */
  readonly execUser: string;
  readonly terminal: boolean;
  /** Whom uploaded files are given to; undefined: they keep their owner. */
  readonly owner: string | undefined;
}

/** One file as an archive. */
async function* archive(file: TarFile, content: ByteSource): AsyncGenerator<Uint8Array> {
  yield* tarHeader(file);
  let sent = 0;
  for await (const chunk of content) {
    sent += chunk.length;
    if (sent > file.size) throw new Error('archive/tar: write too long');
    yield chunk;
  }
  if (sent < file.size) throw new Error(`archive/tar: missed writing ${file.size - sent} bytes`);
  yield new Uint8Array(padding(file.size));
  yield endOfArchive;
}

class ContainerFiles {
  readonly #place: DockerPlace;

  constructor(place: DockerPlace) {
    this.#place = place;
  }

  async upload(path: string, content: ByteSource, info: FileInfo | undefined, signal: AbortSignal) {
    const file = { name: basename(path), owner: 0, group: 0 };
    if (info !== undefined) {
      const { mode, size, modified = new Date(0) } = info;
      await this.#send(path, { ...file, size, mode: mode & 0o777, modified }, content, signal);
      return;
    }
    await using spooled = await spool(content, this.#place.sharedFolder);
    const { getuid = () => 0, getgid = () => 0 } = process;
    const ours = { owner: getuid(), group: getgid(), mode: 0o600, modified: new Date() };
    const source = createReadStream(spooled.path);
    await this.#send(path, { ...file, ...ours, size: spooled.size }, source, signal);
  }

  async uploadDir(destination: string, source: string, signal: AbortSignal): Promise<void> {
    const { docker, containerId } = this.#place;
    const from = source.endsWith('/') ? `${source}.` : source;
    const { problem, stderr } = await execute({
      executable: docker,
      args: ['cp', from, `${containerId}:${destination}`],
      signal,
    });
    if (problem !== undefined)
      throw new Error(`Failed to upload to '${destination}' in container: ${stderr}. ${problem}.`);
    await this.#fixOwner(destination);
  }

  async download(path: string, into: ByteSink, signal: AbortSignal): Promise<void> {
    const { docker, containerId } = this.#place;
    const file = new FirstFile();
    const stdout: ByteSink = {
      async write(chunk) {
        const content = file.push(chunk);
        if (content.length > 0) await into.write(content);
      },
      close: () => Promise.resolve(),
    };
    const args = ['cp', `${containerId}:${path}`, '-'];
    const { problem, stderr } = await execute({ executable: docker, args, stdout, signal });
    if (problem !== undefined) throw new Error(`Error downloading file: ${stderr}`);
    if (!file.complete) throw new Error('Failed to read header from tar stream: EOF');
    await into.close();
  }

  async #send(path: string, file: TarFile, content: ByteSource, signal: AbortSignal) {
    const { docker, containerId } = this.#place;
    const { problem, stderr } = await execute({
      executable: docker,
      args: ['cp', '-', `${containerId}:${dirname(path)}`],
      stdin: archive(file, content),
      signal,
    });
    if (problem !== undefined)
      throw new Error(`Failed to upload to '${path}' in container: ${stderr}. ${problem}.`);
    await this.#fixOwner(path);
  }

  async #fixOwner(path: string): Promise<void> {
    const { docker, containerId, owner } = this.#place;
    if (owner === undefined) return;
    const command = `chown -R ${owner} ${path}`;
    const { problem, stdout, stderr } = await execute({
      executable: docker,
      args: ['exec', '--user', 'root', containerId, '/bin/sh', '-c', command],
    });
    if (problem !== undefined)
      throw new Error(`Failed to set owner of the uploaded file: ${problem}, ${stdout}${stderr}`);
  }
}

/** Reaches a Linux container through `docker exec` and `docker cp`. */
export function dockerCommunicator(place: DockerPlace): Communicator {
  const files = new ContainerFiles(place);
  const user = place.execUser === '' ? [] : ['-u', place.execUser];
  const terminal = place.terminal ? ['-t'] : [];
  const prefix = ['exec', '-i', ...user, ...terminal, place.containerId, '/bin/sh', '-c'];
  return {
    start: execStart(place.docker, prefix),
    upload: (path, content, { info, signal }) => files.upload(path, content, info, signal),
    uploadDir: (destination, source, { signal }) => files.uploadDir(destination, source, signal),
    download: (path, into, { signal }) => files.download(path, into, signal),
    downloadDir: () => Promise.reject(new Error('DownloadDir is not implemented for docker')),
  };
}
