import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from 'tspacker/sdk';

/** A file that holds what has been read from a source. */
export interface Spooled extends AsyncDisposable {
  readonly path: string;
  readonly size: number;
}

/** Writes a source into a file of its own, so that its size is known. Disposing removes the file. */
export async function spool(content: ByteSource, folder: string): Promise<Spooled> {
  const [path, file] = await openNew(folder);
  let size = 0;
  const remove = () => rm(path, { force: true });
  try {
    for await (const chunk of content) {
      await file.write(chunk);
      size += chunk.length;
    }
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await file.close();
  }
  return { path, size, [Symbol.asyncDispose]: remove };
}

async function openNew(folder: string) {
  for (;;) {
    const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
    const path = join(folder, `upload${number}`);
    try {
      return [path, await open(path, 'wx', 0o600)] as const;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
