import { posix } from 'node:path';
import type { ByteSource, Clock, FileInfo, World } from '../../sdk/index.ts';
import { retry } from '../../sdk/index.ts';

/** Text as the content of a file. */
export async function* textSource(text: string): ByteSource {
  yield new TextEncoder().encode(text);
}

/** What is known about a local file. */
export async function localFileInfo({ files }: World, path: string): Promise<FileInfo> {
  const { size, mode, modified } = await files.status(path);
  return { name: posix.basename(path), size, mode: mode & 0o777, modified, directory: false };
}

/** Tries something until the time is over: the machine may be restarting. */
export function persistently<T>(
  { timeout, clock, signal }: { timeout: bigint; clock: Clock; signal: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  return retry({ startTimeout: Number(timeout) / 1e6, clock, signal }, work);
}
