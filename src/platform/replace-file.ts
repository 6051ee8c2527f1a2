import type { Files } from './ports.ts';

/** The file that is replaced, and the name beside it under which the new one is written. */
export interface ReplacedFile {
  readonly path: string;
  readonly half: string;
}

/**
 * Replaces a file, all of it or nothing: whoever looks sees the old content or the new one, and so
 * does whoever looks after a crash. `write` fills the new file, which is gone when anything fails.
 */
export async function replaceFile(
  files: Files,
  { path, half }: ReplacedFile,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
    await files.sync(half);
    await files.rename(half, path);
  } catch (error) {
    await files.remove(half).catch(() => {});
    throw error;
  }
}
