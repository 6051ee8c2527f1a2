// The face of registry: one lookup over built-in components and installed plugins.
export { missingPlugins, noPlugins } from './no-plugins.ts';
export {
  createRegistry,
  type DetectRequest,
  type InstalledPlugins,
  type Registry,
  type RegistryParts,
  type RequiredPlugin,
} from './registry.ts';
