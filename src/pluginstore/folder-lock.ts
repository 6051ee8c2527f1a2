import { FileError } from '../platform/index.ts';
import { joinPath, type StoreWorld } from './world.ts';

const lockName = '.tspacker-lock';

/** How long the lock is waited for: so many times that many milliseconds. */
const attempts = 1_200;
const pause = 50;

/** After that many milliseconds a lock of a process that seems to run is not believed any more. */
const longestHold = 10 * 60_000;

/** After that many milliseconds a lock that does not say whose it is was left behind. */
const longestSilence = 2_000;

/**
 * Does something in a folder while no other process does. The lock of a process that died does not
 * count. Rejects with an Error for the user when the other one does not end.
 */
export async function whileLocked<T>(
  world: StoreWorld,
  folder: string,
  work: () => Promise<T>,
): Promise<T> {
  const path = joinPath(world, folder, lockName);
  await acquire(world, path);
  try {
    return await work();
  } finally {
    await world.files.remove(path);
  }
}

async function acquire(world: StoreWorld, path: string): Promise<void> {
  for (let left = attempts; left > 0; left -= 1) {
    if (await create(world, path)) return;
    if (await isStale(world, path)) await takeAway(world, path);
    else await world.clock.sleep(pause);
  }
  throw new Error(
    `another process is installing plugins and does not end; if that is wrong, remove ${path}`,
  );
}

async function create({ files, environment }: StoreWorld, path: string): Promise<boolean> {
  try {
    const sink = await files.writeStream(path, { mode: 0o644, flag: 'wx' });
    try {
      await sink.write(new TextEncoder().encode(`${environment.processId}\n`));
    } finally {
      await sink.close();
    }
    return true;
  } catch (error) {
    if (error instanceof FileError && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whose lock it is; undefined if it does not say, or is gone. */
async function holderOf({ files }: StoreWorld, path: string): Promise<number | undefined> {
  const content = await files.read(path).catch(() => undefined);
  const holder = content && /^(\d+)\n$/.exec(new TextDecoder().decode(content))?.[1];
  return holder === undefined ? undefined : Number(holder);
}

async function isStale(world: StoreWorld, path: string): Promise<boolean> {
  const status = await world.files.status(path).catch(() => undefined);
  if (status === undefined) return false;
  const holder = await holderOf(world, path);
  const age = world.clock.now().getTime() - status.modified.getTime();
  if (holder === undefined) return age > longestSilence;
  return age > longestHold || isDead(world, holder);
}

/** Whether a process is known to have ended. */
export function isDead({ environment }: StoreWorld, processId: number): boolean {
  return environment.isRunning?.(processId) === false;
}

/** Two may find the same stale lock: only one can move it away, and whoever moves a fresh one puts it back. */
async function takeAway(world: StoreWorld, path: string): Promise<void> {
  const { files, environment } = world;
  const aside = `${path}-${environment.processId}`;
  try {
    await files.rename(path, aside);
  } catch {
    return;
  }
  const holder = await holderOf(world, aside);
  const isFresh = holder !== undefined && !isDead(world, holder) && !(await isStale(world, aside));
  if (isFresh) await files.rename(aside, path);
  else await files.remove(aside);
}
