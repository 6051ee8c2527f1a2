import { FileError, type World } from '../../sdk/index.ts';

/** A lock older than this was left behind by a process that died. */
const stale = 10_000;
const shortestWait = 5;
const longestWait = 50;

async function isStale(path: string, { files, clock }: World): Promise<boolean> {
  try {
    const { modified } = await files.status(path);
    return clock.now().getTime() - modified.getTime() > stale;
  } catch {
    return false;
  }
}

/**
 * Runs the work while holding a lock file, which other builds and other processes respect; waits
 * for theirs. Where no lock file can be made, the work runs without: it will say what is wrong.
 */
export async function withLock<T>(
  path: string,
  world: World,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const { files, clock, random } = world;
  let held = false;
  while (!held) {
    try {
      await (await files.writeStream(path, { mode: 0o600, flag: 'wx' })).close();
      held = true;
    } catch (error) {
      if (!(error instanceof FileError && error.code === 'EEXIST')) break;
      if (await isStale(path, world)) await files.remove(path).catch(() => {});
      const spread = (random.bytes(1)[0] ?? 0) / 256;
      await clock.sleep(shortestWait + spread * (longestWait - shortestWait), signal);
    }
  }
  try {
    return await work();
  } finally {
    if (held) await files.remove(path).catch(() => {});
  }
}
