import type { World } from '../../sdk/index.ts';

/** Works with a temporary file of this machine and removes it, however the work ends. */
export async function withTemporary<T>(
  path: string,
  { files }: World,
  work: (path: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(path);
  } finally {
    await files.remove(path);
  }
}
