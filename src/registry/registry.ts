import { once } from '../base/index.ts';
import type { ComponentKind, ComponentKinds, ComponentLookup } from '../components/index.ts';
import type { PluginLock } from '../pluginstore/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';

/** A plugin that a template says it needs. */
export interface RequiredPlugin {
  /** Its key in the template: what the names of its components begin with. */
  readonly name: string;
  /** As written, such as `github.com/hashicorp/docker`. */
  readonly source: string;
  /** As written, such as `~> 1.2`. */
  readonly version: string;
  /** Where the template says so. */
  readonly range: Range;
}

/** Which installed plugins count. */
export interface DetectRequest {
  readonly required: readonly RequiredPlugin[];
  /** Leave out `x.y.z-dev` binaries (`-ignore-prerelease-plugins`). */
  readonly ignorePrereleases: boolean;
  /** What the lock file of the template says; undefined without one: then anything that fits will do. */
  readonly lock?: PluginLock;
}

/** Installed plugins, as the registry needs them; components of required plugins win over others. */
export interface InstalledPlugins extends ComponentLookup, AsyncDisposable {
  /** Chooses the plugins of this run; says what is missing. */
  detect(request: DetectRequest): Promise<readonly Diagnostic[]>;
}

/**
 * One lookup over built-in components and installed plugins; the caller cannot tell which. Built-in
 * names win. Disposing stops every plugin process.
 */
export interface Registry extends ComponentLookup, AsyncDisposable {
  /** Must be called before components of plugins can be found; until then only built-ins are known. */
  detect(request: DetectRequest): Promise<readonly Diagnostic[]>;
}

/** Where components come from. Both are loaded when the first component is asked for. */
export interface RegistryParts {
  readonly builtins: () => Promise<ComponentLookup>;
  readonly plugins: () => Promise<InstalledPlugins>;
}

/** Makes the registry; it starts nothing. */
export function createRegistry(parts: RegistryParts): Registry {
  const builtins = once(parts.builtins);
  let loaded: Promise<InstalledPlugins> | undefined;
  const plugins = once(() => {
    loaded = parts.plugins();
    return loaded;
  });
  // Where nothing is required, plugins are looked for when a component is not built in.
  let request: DetectRequest | undefined;
  const detection = once(async () =>
    request === undefined ? [] : (await plugins()).detect(request),
  );
  const installed = async (): Promise<ComponentLookup | undefined> => {
    if (request === undefined) return undefined;
    await detection();
    return plugins();
  };
  return {
    detect: async (wanted) => {
      request = wanted;
      return wanted.required.length === 0 ? [] : detection();
    },
    find: async <K extends ComponentKind>(
      kind: K,
      name: string,
    ): Promise<ComponentKinds[K] | undefined> => {
      const own = await (await builtins()).find(kind, name);
      return own ?? (await installed())?.find(kind, name);
    },
    has: async (kind, name) =>
      (await (await builtins()).has(kind, name)) ||
      ((await (await installed())?.has(kind, name)) ?? false),
    names: async (kind) => {
      const own = await (await builtins()).names(kind);
      return [...new Set([...own, ...((await (await installed())?.names(kind)) ?? [])])];
    },
    [Symbol.asyncDispose]: async () => {
      await (await loaded)?.[Symbol.asyncDispose]();
    },
  };
}
