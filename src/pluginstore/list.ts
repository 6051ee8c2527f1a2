import { type CandidateFilter, listCandidates } from './candidates.ts';
import { type InstalledPlugin, verify } from './verify.ts';
import type { StoreWorld } from './world.ts';

/** All usable plugins, ascending by name and version; each is verified (plugin-protocol 7.4). */
export async function listInstalled(
  world: StoreWorld,
  filter: CandidateFilter,
): Promise<readonly InstalledPlugin[]> {
  const candidates = await listCandidates(world, filter);
  const verified = await Promise.all(candidates.map((candidate) => verify(world, candidate)));
  return verified.flatMap((plugin) => plugin ?? []);
}

/**
 * The plugin that gets used: the newest usable one. Only as many are verified as are needed, newest
 * first.
 */
export async function chooseInstalled(
  world: StoreWorld,
  filter: CandidateFilter,
): Promise<InstalledPlugin | undefined> {
  const candidates = await listCandidates(world, filter);
  for (const candidate of candidates.toReversed()) {
    const plugin = await verify(world, candidate);
    if (plugin) return plugin;
  }
  return undefined;
}
