// The face of registry: one lookup over built-in components and installed plugins.
export { type PlacedPlugin, placedPlugins } from './placed-plugins.ts';
export {
  type PluginDescription,
  type PluginExecutable,
  type PluginSource,
  pluginComponents,
  type UsablePlugin,
} from './plugin-components.ts';
export {
  createRegistry,
  type DetectRequest,
  type InstalledPlugins,
  type Registry,
  type RegistryParts,
  type RequiredPlugin,
} from './registry.ts';
export { storedPlugins } from './stored-plugins.ts';
