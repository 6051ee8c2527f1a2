// The face of pluginhost: plugin processes, and one kind of connection to all of them.
export { nodePluginHost, type PluginHost, type PluginHostOptions } from './connect.ts';
export {
  type PluginConnection,
  type PluginExit,
  PluginFailure,
  type PluginFailureReason,
} from './connection.ts';
export type { Deadlines } from './deadlines.ts';
export type { SchemaMemory } from './remembered-schemas.ts';
export { discover, type FoundPlugin, isAbsolute, searchPath } from './discover.ts';
export { type HandPlacedPlugin, handPlacedPlugins } from './hand-placed.ts';
