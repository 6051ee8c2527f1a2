import type { ComponentKind, ComponentKinds, ComponentLookup } from '../components/index.ts';
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

/** Calls `load` once, when asked for the first time. */
function once<T>(load: () => Promise<T>): {
  get(): Promise<T>;
  readonly loaded: Promise<T> | undefined;
} {
  let loaded: Promise<T> | undefined;
  return {
    get: () => {
      loaded ??= load();
      return loaded;
    },
    get loaded() {
      return loaded;
    },
  };
}

/** Makes the registry; it starts nothing. */
export function createRegistry(parts: RegistryParts): Registry {
  const builtins = once(parts.builtins);
  const plugins = once(parts.plugins);
  // Where nothing is required, plugins are looked for when a component is not built in.
  let request: DetectRequest | undefined;
  const detection = once(async () =>
    request === undefined ? [] : (await plugins.get()).detect(request),
  );
  const installed = async (): Promise<ComponentLookup | undefined> => {
    if (request === undefined) return undefined;
    await detection.get();
    return plugins.get();
  };
  return {
    detect: async (wanted) => {
      request = wanted;
      return wanted.required.length === 0 ? [] : detection.get();
    },
    find: async <K extends ComponentKind>(
      kind: K,
      name: string,
    ): Promise<ComponentKinds[K] | undefined> => {
      const own = await (await builtins.get()).find(kind, name);
      return own ?? (await installed())?.find(kind, name);
    },
    has: async (kind, name) =>
      (await (await builtins.get()).has(kind, name)) ||
      ((await (await installed())?.has(kind, name)) ?? false),
    names: async (kind) => {
      const own = await (await builtins.get()).names(kind);
      return [...new Set([...own, ...((await (await installed())?.names(kind)) ?? [])])];
    },
    [Symbol.asyncDispose]: async () => {
      await (await plugins.loaded)?.[Symbol.asyncDispose]();
    },
  };
}
