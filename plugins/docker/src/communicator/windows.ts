import { createReadStream } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CallOptions, Communicator } from 'tspacker/sdk';
import { execStart } from './exec.ts';
import { spool } from './spool.ts';

/** A Windows container and how it is reached. */
export interface WindowsPlace {
  readonly docker: string;
  readonly containerId: string;
  /** The shared folder on this machine, and where the container sees it. */
  readonly sharedFolder: string;
  readonly containerFolder: string;
}

/**
 * Reaches a Windows container: files go through the shared folder, because `docker cp` cannot touch
 * a container there while it runs.
 */
export function windowsCommunicator(place: WindowsPlace): Communicator {
  const { containerFolder, containerId, docker, sharedFolder } = place;
  const start = execStart(docker, ['exec', '-i', containerId, 'powershell']);
  const run = async (what: string, command: string, { signal }: CallOptions) => {
    const status = await (await start({ command }, { signal })).exited;
    if (status !== 0) throw new Error(`${what} failed with non-zero exit status: ${status}`);
  };
  return {
    start,
    async upload(path, content, options) {
      await using spooled = await spool(content, sharedFolder);
      const from = `${containerFolder}/${basename(spooled.path)}`;
      await run('Upload', `Copy-Item -Path ${from} -Destination ${path}`, options);
    },
    async uploadDir(destination, source, options) {
      const name = `dirupload${Date.now()}`;
      const local = join(sharedFolder, name);
      await cp(source, local, { recursive: true });
      const inside = source.endsWith('/');
      const target = inside ? destination : `${destination}/${basename(source)}`;
      try {
        const from = `${containerFolder}\\${name}`;
        await run('Upload', `Copy-Item ${from} -Destination ${target} -Recurse`, options);
      } finally {
        await rm(local, { recursive: true, force: true });
      }
    },
    async download(path, into, options) {
      const name = path.split(/[\\/]/).at(-1) ?? path;
      const to = `${containerFolder}/${name}`;
      await run('Download', `Copy-Item -Path ${path} -Destination ${to}`, options);
      const local = join(sharedFolder, name);
      for await (const chunk of createReadStream(local)) await into.write(chunk);
      await into.close();
      await rm(local, { force: true });
    },
    downloadDir: () => Promise.reject(new Error('DownloadDir is not implemented for docker')),
  };
}
