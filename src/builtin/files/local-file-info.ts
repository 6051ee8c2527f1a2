import { posix } from 'node:path';
import type { FileInfo, World } from '../../sdk/index.ts';

/** The bit of a Go file mode that means: folder. */
const folderBit = 2 ** 31;

/** What is known about a local file or folder. */
export async function localFileInfo({ files }: World, path: string): Promise<FileInfo> {
  const { kind, size, mode, modified } = await files.status(path);
  const directory = kind === 'directory';
  const permissions = mode & 0o777;
  return {
    name: posix.basename(path),
    size,
    mode: directory ? folderBit + permissions : permissions,
    modified,
    directory,
  };
}
