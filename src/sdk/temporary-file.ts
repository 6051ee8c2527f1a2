import { FileError, randomNumber } from '../platform/index.ts';
import type { World } from './component-host.ts';

/** What a temporary file is called and who may use it. */
export interface TemporaryFileOptions {
  /** The name: a `*` becomes a number, or the number is appended. */
  readonly name: string;
  /** Unix permission bits; 0600 unless told. */
  readonly mode?: number;
}

function fill(name: string, number: number): string {
  return name.includes('*') ? name.replace('*', String(number)) : `${name}${number}`;
}

/** Writes a new file in the temporary folder and resolves with its path. */
export async function writeTemporaryFile(
  world: World,
  content: string,
  { name, mode = 0o600 }: TemporaryFileOptions,
): Promise<string> {
  const { environment, files } = world;
  const folder = environment.temporaryFolder;
  for (;;) {
    const path = `${folder}${environment.pathSeparator}${fill(name, randomNumber(world.random))}`;
    try {
      const sink = await files.writeStream(path, { mode: 0o600, flag: 'wx' });
      try {
        await sink.write(new TextEncoder().encode(content));
      } finally {
        await sink.close();
      }
    } catch (error) {
      if (error instanceof FileError && error.code === 'EEXIST') continue;
      await files.remove(path).catch(() => {});
      throw error;
    }
    if (mode !== 0o600) await files.changeMode(path, mode);
    return path;
  }
}
