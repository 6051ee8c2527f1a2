import { missingPlugins } from './missing-plugins.ts';
import type { PluginSource, UsablePlugin } from './plugin-components.ts';
import type { RequiredPlugin } from './registry.ts';

/** A plugin that somebody put where plugins are looked for. */
export interface PlacedPlugin {
  /** NAME of `packer-plugin-NAME`. */
  readonly name: string;
  readonly path: string;
}

const nameOf = (required: RequiredPlugin) =>
  required.source.slice(required.source.lastIndexOf('/') + 1);

function usable(accessor: string, { path }: PlacedPlugin): UsablePlugin {
  return { accessor, executable: () => Promise.resolve({ path }) };
}

/** Plugins by the files on the search path; one that is required also goes by its key in the template. */
export function placedPlugins(find: () => Promise<readonly PlacedPlugin[]>): PluginSource {
  return {
    choose: async ({ required }) => {
      const placed = await find();
      const plugins: UsablePlugin[] = [];
      const missing: RequiredPlugin[] = [];
      for (const wanted of required) {
        const plugin = placed.find(({ name }) => name === nameOf(wanted));
        if (plugin === undefined) missing.push(wanted);
        else plugins.push(usable(wanted.name, plugin));
      }
      for (const plugin of placed) plugins.push(usable(plugin.name, plugin));
      return { plugins, diagnostics: missing.length === 0 ? [] : [missingPlugins(missing)] };
    },
  };
}
