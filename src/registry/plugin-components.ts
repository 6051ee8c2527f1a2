import type { ComponentKind, ComponentKinds } from '../components/index.ts';
import type { PluginConnection, PluginHost, SchemaMemory } from '../pluginhost/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { DetectRequest, InstalledPlugins } from './registry.ts';

/** What a plugin offers. */
export type PluginDescription = Awaited<ReturnType<PluginHost['describe']>>;

/** What plugins call the component that goes by their own name (plugin-protocol 1.1). */
export const defaultComponentName = '-packer-default-plugin-name-';

/** An executable that may be started, and what it offers if that is known already. */
export interface PluginExecutable {
  readonly path: string;
  readonly description?: PluginDescription;
  /** What is remembered of its components' schemas; only of verified plugins. */
  readonly schemas?: SchemaMemory;
}

/** A plugin that a template can use. */
export interface UsablePlugin {
  /** What its components' names begin with: the key in `required_plugins`, or the plugin's name. */
  readonly accessor: string;
  /** Called when a component's name points at it: verifies it. Undefined if it must not be started. */
  executable(): Promise<PluginExecutable | undefined>;
}

/** Knows which plugins there are. */
export interface PluginSource {
  /** The plugins of this run, the one that counts first; and what is missing. */
  choose(request: DetectRequest): Promise<{
    readonly plugins: readonly UsablePlugin[];
    readonly diagnostics: readonly Diagnostic[];
  }>;
}

/** A plugin that may be started and has said what it offers. */
type Verified = PluginExecutable & { readonly description: PluginDescription };

/** A plugin in use: asked once what it offers, connected once. */
class PluginInUse {
  readonly accessor: string;
  readonly #plugin: UsablePlugin;
  readonly #host: PluginHost;
  #looked: Promise<Verified | undefined> | undefined;
  #connection: PluginConnection | undefined;

  constructor(plugin: UsablePlugin, host: PluginHost) {
    this.accessor = plugin.accessor;
    this.#plugin = plugin;
    this.#host = host;
  }

  /** The plugin's own name of a component that templates call `name`; undefined if it is not of here. */
  localName(name: string): string | undefined {
    if (name === this.accessor) return defaultComponentName;
    const prefix = `${this.accessor}-`;
    return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  }

  async names(kind: ComponentKind): Promise<readonly string[]> {
    const components = (await this.#verified())?.description.components[kind] ?? [];
    return components.map((name) =>
      name === defaultComponentName ? this.accessor : `${this.accessor}-${name}`,
    );
  }

  /** A plugin that cannot be asked might have it; using it says why it cannot. */
  async has(kind: ComponentKind, localName: string): Promise<boolean> {
    try {
      return (await this.#verified())?.description.components[kind].includes(localName) ?? false;
    } catch {
      return true;
    }
  }

  async open<K extends ComponentKind>(
    kind: K,
    localName: string,
  ): Promise<ComponentKinds[K] | undefined> {
    const verified = await this.#verified();
    if (!verified?.description.components[kind].includes(localName)) return undefined;
    const { path, description, schemas } = verified;
    this.#connection ??= this.#host.connect(path, description, schemas);
    return this.#connection.open(kind, localName);
  }

  #verified(): Promise<Verified | undefined> {
    this.#looked ??= this.#look();
    return this.#looked;
  }

  async #look(): Promise<Verified | undefined> {
    const executable = await this.#plugin.executable();
    if (executable === undefined) return undefined;
    const { path } = executable;
    const description = executable.description ?? (await this.#host.describe(path));
    return { ...executable, description };
  }
}

/**
 * The components of installed plugins. Only plugins whose name fits are asked what they offer; a
 * process starts when one of its components is wanted.
 */
export function pluginComponents(source: PluginSource, host: PluginHost): InstalledPlugins {
  let plugins: readonly PluginInUse[] = [];
  return {
    detect: async (request) => {
      const chosen = await source.choose(request);
      plugins = chosen.plugins.map((plugin) => new PluginInUse(plugin, host));
      return chosen.diagnostics;
    },
    find: async (kind, name) => {
      for (const plugin of plugins) {
        const localName = plugin.localName(name);
        const component = localName === undefined ? undefined : await plugin.open(kind, localName);
        if (component !== undefined) return component;
      }
      return undefined;
    },
    has: async (kind, name) => {
      for (const plugin of plugins) {
        const localName = plugin.localName(name);
        if (localName !== undefined && (await plugin.has(kind, localName))) return true;
      }
      return false;
    },
    names: async (kind) => {
      // A plugin that cannot be asked has no names; using it says why.
      const known = await Promise.all(plugins.map((plugin) => plugin.names(kind).catch(() => [])));
      return known.flat();
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
