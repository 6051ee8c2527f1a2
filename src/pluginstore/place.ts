import type { ByteSource } from '../base/index.ts';
import { checksumSuffix } from './binary-name.ts';
import { isDead, whileLocked } from './folder-lock.ts';
import { originPath, originText } from './origin.ts';
import type { StoreWorld } from './world.ts';

/**
 * Puts an executable and its checksum file in place. Whoever looks at any moment sees the old plugin,
 * the new one, or none; never half of one: everything is written under other names first, reaches the
 * disk, and is renamed, the checksum before the binary it belongs to. `archive` is the sum of the
 * archive it came out of; the answer is its own sum.
 */
export async function place(
  world: StoreWorld,
  content: ByteSource,
  target: string,
  archive?: string,
): Promise<string> {
  const { files, environment } = world;
  const folder = target.slice(0, target.lastIndexOf(environment.pathSeparator));
  await files.makeFolder(folder, 0o755);
  return whileLocked(world, folder, async () => {
    await removeLeftovers(world, folder);
    return placeLocked(world, content, { target, folder, archive });
  });
}

interface Placing {
  readonly target: string;
  readonly folder: string;
  readonly archive: string | undefined;
}

async function placeLocked(
  world: StoreWorld,
  content: ByteSource,
  { target, folder, archive }: Placing,
): Promise<string> {
  const { files, environment } = world;
  // The prefix keeps half-written files out of every listing.
  const name = `${halfPrefix}${environment.processId}-${target.slice(folder.length + 1)}`;
  const half = `${folder}${environment.pathSeparator}${name}`;
  const halfChecksum = `${half}${checksumSuffix}`;
  const halfOrigin = `${half}_ARCHIVE`;
  try {
    const sink = await files.writeStream(half, { mode: 0o755, flag: 'w' });
    try {
      for await (const chunk of content) await sink.write(chunk);
    } finally {
      await sink.close();
    }
    await files.changeMode(half, 0o755);
    const binary = await files.sha256(half);
    await files.write(halfChecksum, binary, 0o644);
    await files.sync(half);
    await files.sync(halfChecksum);
    if (archive !== undefined) {
      await files.write(halfOrigin, originText({ archive, binary }), 0o644);
      await files.sync(halfOrigin);
      await files.rename(halfOrigin, originPath(world, target));
    }
    await files.rename(halfChecksum, `${target}${checksumSuffix}`);
    await files.rename(half, target);
    await files.sync(folder).catch(() => {});
    return binary;
  } finally {
    for (const left of [half, halfChecksum, halfOrigin]) await files.remove(left);
  }
}

const halfPrefix = '.tspacker-half-';

/** Removes what processes left behind that were killed while they placed something. */
async function removeLeftovers(world: StoreWorld, folder: string): Promise<void> {
  for (const name of await world.files.list(folder)) {
    const owner = /^(\d+)-/.exec(name.startsWith(halfPrefix) ? name.slice(halfPrefix.length) : '');
    if (owner !== null && isDead(world, Number(owner[1])))
      await world.files.remove(`${folder}${world.environment.pathSeparator}${name}`);
  }
}

/** Removes an executable and what is kept beside it. Rejects where there is none, and for folders. */
export async function removePlaced(world: StoreWorld, target: string): Promise<void> {
  const status = await world.files.linkStatus(target).catch((error: unknown) => {
    const why = error instanceof Error ? error.message.replace(/^lstat /, 'remove ') : error;
    throw new Error(String(why), { cause: error });
  });
  if (status.kind === 'directory') {
    const isEmpty = (await world.files.list(target)).length === 0;
    throw new Error(`remove ${target}: ${isEmpty ? 'is a directory' : 'directory not empty'}`);
  }
  await world.files.remove(target);
  await world.files.remove(`${target}${checksumSuffix}`);
  await world.files.remove(originPath(world, target));
}
