import { parseVersionConstraints } from '../base/index.ts';
import {
  type Candidate,
  chooseInstalled,
  chooseLocked,
  type InstalledPlugin,
  listCandidates,
  type LockedChoice,
  type LockedPlugin,
  lockedFor,
  parseSourceAddress,
  type PluginLock,
  rememberedSchemas,
  type StoreWorld,
  verify,
} from '../pluginstore/index.ts';
import type { Diagnostic } from '../source/index.ts';
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
      if (request.lock !== undefined)
        return chooseLockedOnes(world, others, { ...request, lock: request.lock });
      const found = await Promise.all(
        request.required.map((wanted) => chooseRequired(world, wanted, request.ignorePrereleases)),
      );
      const required = request.required.flatMap(({ name }, at): UsablePlugin[] => {
        const plugin = found[at];
        return plugin ? [usable(world, name, () => Promise.resolve(plugin))] : [];
      });
      const notStored = request.required.filter((_, at) => found[at] === undefined);
      const elsewhere = await others.choose({ ...request, required: notStored });
      const rest = await unrequired(world, request);
      // What was verified goes first, unless the template asks for what only others have.
      const asked = new Set(notStored.map(({ name }) => name));
      const isAsked = ({ accessor }: UsablePlugin) => asked.has(accessor);
      const unasked = elsewhere.plugins.filter((plugin) => !isAsked(plugin));
      const plugins = [...required, ...elsewhere.plugins.filter(isAsked), ...rest, ...unasked];
      return { plugins, diagnostics: elsewhere.diagnostics };
    },
  };
}

function usable(
  world: StoreWorld,
  accessor: string,
  choose: () => Promise<InstalledPlugin | undefined>,
): UsablePlugin {
  return {
    accessor,
    executable: async () => {
      const plugin = await choose();
      return plugin && { ...plugin, schemas: rememberedSchemas(world, plugin) };
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

/** With a lock file, required plugins are those it names, byte for byte, and from nowhere else. */
async function chooseLockedOnes(
  world: StoreWorld,
  others: PluginSource,
  request: DetectRequest & { readonly lock: PluginLock },
): Promise<Awaited<ReturnType<PluginSource['choose']>>> {
  const plugins: UsablePlugin[] = [];
  const missing: RequiredPlugin[] = [];
  const diagnostics: Diagnostic[] = [];
  const looked = request.required.map((wanted) => lookForLocked(world, wanted, request.lock));
  for (const { wanted, locked, plugin, refused } of await Promise.all(looked)) {
    if (plugin) plugins.push(usable(world, wanted.name, () => Promise.resolve(plugin)));
    else if (refused) diagnostics.push(otherBytes(wanted, refused.path));
    else if (locked === undefined) diagnostics.push(notLocked(wanted));
    else missing.push({ ...wanted, version: `${wanted.version} (locked: ${locked.version})` });
  }
  if (missing.length > 0) diagnostics.push(missingPlugins(missing));
  if (diagnostics.length > 0) return { plugins, diagnostics };
  // Another version of a locked plugin must not step in for a component the locked one lacks.
  const taken = request.required.flatMap(({ name, source }) => [name, source.split('/').at(-1)]);
  const elsewhere = await others.choose({ ...request, required: [] });
  const rest = [...(await unrequired(world, request)), ...elsewhere.plugins];
  const free = rest.filter(({ accessor }) => !taken.includes(accessor));
  return { plugins: [...plugins, ...free], diagnostics };
}

/** A required plugin, what the lock file says of it, and what of that is installed. */
interface LookedFor extends LockedChoice {
  readonly wanted: RequiredPlugin;
  readonly locked?: LockedPlugin;
}

async function lookForLocked(
  world: StoreWorld,
  wanted: RequiredPlugin,
  lock: PluginLock,
): Promise<LookedFor> {
  const source = parseSourceAddress(wanted.source);
  const constraints = parseVersionConstraints(wanted.version);
  if (!source.ok || !constraints.ok) return { wanted };
  const locked = lockedFor(lock, wanted.source, constraints.value);
  if (locked === undefined) return { wanted };
  return { wanted, locked, ...(await chooseLocked(world, source.value, locked)) };
}

const notLocked = ({ source, version }: RequiredPlugin): Diagnostic => ({
  severity: 'error',
  code: 'plugin-not-locked',
  summary: 'Plugin is not in the lock file',
  detail: `The lock file has no version of ${source} that meets "${version}". Run "tspacker init" to add one.`,
});

const otherBytes = ({ source }: RequiredPlugin, path: string): Diagnostic => ({
  severity: 'error',
  code: 'plugin-differs-from-lock',
  summary: 'Plugin differs from the lock file',
  detail: `The executable ${path} of ${source} is not the one in the lock file. It was not run. Run "tspacker init" to install the locked one, or "tspacker init -upgrade" to lock another one.`,
});

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
  return [...newestFirst].map(([accessor, candidates]) =>
    usable(world, accessor, () => firstUsable(world, candidates)),
  );
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
