import { parseVersionConstraints } from '../base/index.ts';
import {
  type Candidate,
  chooseInstalled,
  type InstalledPlugin,
  listCandidates,
  parseSourceAddress,
  type StoreWorld,
  verify,
} from '../pluginstore/index.ts';
import { missingPlugins } from './missing-plugins.ts';
import type { PluginSource, UsablePlugin } from './plugin-components.ts';
import type { DetectRequest, RequiredPlugin } from './registry.ts';

/**
 * The plugins in the plugin folder, before those of another source. What a template requires is
 * verified at once, everything else when a component's name points at it (plugin-protocol 7.5).
 */
export function storedPlugins(world: StoreWorld, others: PluginSource): PluginSource {
  return {
    async choose(request) {
      const found = await Promise.all(
        request.required.map((wanted) => chooseRequired(world, wanted, request.ignorePrereleases)),
      );
      const required = request.required.flatMap(({ name }, at): UsablePlugin[] => {
        const plugin = found[at];
        return plugin ? [{ accessor: name, executable: () => Promise.resolve(plugin) }] : [];
      });
      const notStored = request.required.filter((_, at) => found[at] === undefined);
      const elsewhere = await others.choose({ ...request, required: notStored });
      const missing = elsewhere.diagnostics.length > 0 ? [missingPlugins(notStored)] : [];
      const rest = await unrequired(world, request);
      return { plugins: [...required, ...elsewhere.plugins, ...rest], diagnostics: missing };
    },
  };
}

async function chooseRequired(
  world: StoreWorld,
  required: RequiredPlugin,
  releasesOnly: boolean,
): Promise<InstalledPlugin | undefined> {
  const source = parseSourceAddress(required.source);
  const constraints = parseVersionConstraints(required.version);
  if (!source.ok || !constraints.ok) return undefined;
  const filter = { source: source.value, constraints: constraints.value, releasesOnly };
  return chooseInstalled(world, filter);
}

/** Everything that is installed; of each name the newest that can be used, from any source. */
async function unrequired(
  world: StoreWorld,
  { ignorePrereleases }: DetectRequest,
): Promise<readonly UsablePlugin[]> {
  const newestFirst = new Map<string, Candidate[]>();
  for (const candidate of await listCandidates(world, { releasesOnly: ignorePrereleases })) {
    const { plugin } = candidate.name;
    newestFirst.set(plugin, [candidate, ...(newestFirst.get(plugin) ?? [])]);
  }
  return [...newestFirst].map(([accessor, candidates]) => ({
    accessor,
    executable: () => firstUsable(world, candidates),
  }));
}

async function firstUsable(
  world: StoreWorld,
  candidates: readonly Candidate[],
): Promise<InstalledPlugin | undefined> {
  for (const candidate of candidates) {
    const plugin = await verify(world, candidate);
    if (plugin) return plugin;
  }
  return undefined;
}
