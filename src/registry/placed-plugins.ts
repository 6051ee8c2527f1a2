import { parseVersion, parseVersionConstraints, satisfies } from '../base/index.ts';
import type { HandPlacedPlugin, PluginHost } from '../pluginhost/index.ts';
import type { Diagnostic } from '../source/index.ts';
import { missingPlugins } from './missing-plugins.ts';
import {
  defaultComponentName,
  type PluginDescription,
  type PluginSource,
  type UsablePlugin,
} from './plugin-components.ts';
import type { RequiredPlugin } from './registry.ts';

/** A plugin that somebody put where plugins are looked for. */
export type PlacedPlugin = HandPlacedPlugin;

type Describe = PluginHost['describe'];

const nameOf = (required: RequiredPlugin) =>
  required.source.slice(required.source.lastIndexOf('/') + 1);

function usable(accessor: string, plugin: PlacedPlugin, describe: Describe): UsablePlugin {
  return {
    accessor,
    executable: async () => {
      const { path, only, refusal } = plugin;
      if (refusal !== undefined) throw new Error(refusal);
      if (only === undefined) return { path };
      return { path, description: await describeSingle(plugin, describe) };
    },
  };
}

/**
 * What an executable with a single component offers. Old ones cannot say: they speak the Go wire and
 * serve what their file name says, whatever they are asked for.
 */
async function describeSingle(
  { path, only }: PlacedPlugin,
  describe: Describe,
): Promise<PluginDescription> {
  const nothing = { builder: [], provisioner: [], 'post-processor': [], datasource: [] };
  const old: PluginDescription = {
    version: '',
    apiVersion: '',
    sdkVersion: '',
    wire: 'gorpc',
    components: only ? { ...nothing, [only]: [defaultComponentName] } : nothing,
  };
  try {
    const described = await describe(path);
    const components = only ? { ...nothing, [only]: described.components[only] } : nothing;
    return { ...described, components };
  } catch {
    return old;
  }
}

/**
 * Plugins by the files on the search path; one that is required also goes by its key in the template.
 * Nobody has verified them; what could have been changed by others is refused when it is wanted.
 */
export function placedPlugins(
  find: () => Promise<readonly PlacedPlugin[]>,
  describe: Describe,
): PluginSource {
  return {
    choose: async ({ required }) => {
      const placed = await find();
      const plugins: UsablePlugin[] = [];
      const missing: RequiredPlugin[] = [];
      const refused: Diagnostic[] = [];
      for (const wanted of required) {
        const plugin = placed.find(({ name, only }) => name === nameOf(wanted) && !only);
        if (plugin?.refusal !== undefined) refused.push(refusedPlugin(wanted, plugin.refusal));
        else if (plugin === undefined || !(await meets(plugin, wanted, describe)))
          missing.push(wanted);
        else plugins.push(usable(wanted.name, plugin, describe));
      }
      for (const plugin of placed) plugins.push(usable(plugin.name, plugin, describe));
      const diagnostics = missing.length === 0 ? refused : [...refused, missingPlugins(missing)];
      return { plugins, diagnostics };
    },
  };
}

const refusedPlugin = ({ source }: RequiredPlugin, refusal: string): Diagnostic => ({
  severity: 'error',
  code: 'unverified-plugin-refused',
  summary: 'Unverified plugin refused',
  detail: `The required plugin ${source} is not installed. ${refusal}`,
});

/** Whether it says a version that meets the requirement. Using one that says nothing tells why. */
async function meets(
  { path }: PlacedPlugin,
  required: RequiredPlugin,
  describe: Describe,
): Promise<boolean> {
  const constraints = parseVersionConstraints(required.version);
  const description = await describe(path).catch(() => undefined);
  if (!constraints.ok || description === undefined) return true;
  const version = parseVersion(description.version);
  if (version === undefined) return false;
  const core = { ...version, prerelease: '' };
  return constraints.value.every((constraint) => satisfies(core, constraint));
}
