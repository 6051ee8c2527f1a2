import { parseVersion, satisfies, type VersionConstraint } from '../base/index.ts';
import type { Target } from './binary-name.ts';
import { type Candidate, listCandidates } from './candidates.ts';
import { archiveOf } from './origin.ts';
import type { SourceAddress } from './source-address.ts';
import { type InstalledPlugin, verify } from './verify.ts';
import type { StoreWorld } from './world.ts';

/** SHA-256 sums by platform, written `linux_amd64`. */
export type PlatformSums = Readonly<Record<string, string>>;

/** One version of a plugin, as a lock file holds it. */
export interface LockedPlugin {
  /** As written, such as `github.com/hashicorp/docker`. */
  readonly source: string;
  /** Without `v`. */
  readonly version: string;
  /** What templates asked for when it was chosen; for readers only. */
  readonly constraints: string;
  /** Of the release archives of all platforms. */
  readonly archives: PlatformSums;
  /** Of the executables of the platforms that were seen. */
  readonly binaries: PlatformSums;
}

/** What a lock file says. */
export type PluginLock = readonly LockedPlugin[];

/** A platform as lock files name it. */
export const platformName = ({ os, architecture }: Target): string => `${os}_${architecture}`;

/** The newest locked version of a source that meets the constraints. */
export function lockedFor(
  lock: PluginLock,
  source: string,
  constraints: readonly VersionConstraint[],
): LockedPlugin | undefined {
  return lock.findLast((entry) => {
    const version = parseVersion(entry.version);
    return (
      entry.source === source &&
      version !== undefined &&
      constraints.every((constraint) => satisfies(version, constraint))
    );
  });
}

/**
 * Whether these bytes are the locked ones: by the executable's own sum where the lock has it, or
 * because they came out of the locked archive.
 */
export async function isLocked(
  world: StoreWorld,
  locked: LockedPlugin,
  { path, sha256 }: { readonly path: string; readonly sha256: string },
): Promise<boolean> {
  const platform = platformName(world.environment);
  const binary = locked.binaries[platform];
  if (binary !== undefined) return binary === sha256;
  const archive = locked.archives[platform];
  return archive !== undefined && (await archiveOf(world, path, sha256)) === archive;
}

/** What became of looking for a locked plugin. */
export interface LockedChoice {
  readonly plugin?: InstalledPlugin;
  /** An installed plugin of the right version whose bytes are not the locked ones; it was not run. */
  readonly refused?: Candidate;
}

/** Finds the installed plugin that a lock file names. Nothing with other bytes is run. */
export async function chooseLocked(
  world: StoreWorld,
  source: SourceAddress,
  locked: LockedPlugin,
): Promise<LockedChoice> {
  const candidates = await listCandidates(world, { source });
  let refused: Candidate | undefined;
  for (const candidate of candidates.toReversed()) {
    if (candidate.name.versionText !== `v${locked.version}`) continue;
    const plugin = await verify(world, candidate, async (sha256) => {
      const fine = await isLocked(world, locked, { path: candidate.path, sha256 });
      if (!fine) refused ??= candidate;
      return fine;
    });
    if (plugin) return { plugin };
  }
  return refused ? { refused } : {};
}
