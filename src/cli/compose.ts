import type { Host } from '../app/index.ts';
import {
  createRegistry,
  type InstalledPlugins,
  placedPlugins,
  pluginComponents,
  storedPlugins,
} from '../registry/index.ts';
import type { CliHost, ShowSettings } from './cli-host.ts';
import { handPlacedFor } from './hand-placed.ts';
import { compatibleVersion } from './version.ts';

/** What a command adds to the surroundings of a use case. */
export interface ComposeSettings extends ShowSettings {
  readonly signal: AbortSignal;
}

/** Plugins in the plugin folder and on the search path; their processes log where we do. */
async function installedPlugins(cli: CliHost): Promise<InstalledPlugins> {
  const { platform, directories, secrets } = cli;
  const { nodePluginHost } = await import('../pluginhost/index.ts');
  const host = nodePluginHost({ ...platform, mask: (text) => secrets.mask(text) });
  const world = {
    ...platform,
    pluginFolder: directories.plugins,
    cacheFolder: directories.cache,
    describe: (executable: string) => host.describe(executable),
  };
  const placed = placedPlugins(() => handPlacedFor(cli), world.describe);
  return pluginComponents(storedPlugins(world, placed), host);
}

/**
 * Puts everything together: the only place that knows all modules. Dispose of the host's registry in
 * the end.
 */
export async function composeHost(host: CliHost, settings: ComposeSettings): Promise<Host> {
  const { platform } = host;
  host.beginRun();
  const registry = createRegistry({
    builtins: async () => {
      const { builtins } = await import('../builtin/index.ts');
      return builtins(platform);
    },
    plugins: () => installedPlugins(host),
  });
  return {
    platform,
    listener: await host.listener(settings),
    secrets: host.secrets,
    registry,
    signal: settings.signal,
    coreVersion: compatibleVersion,
  };
}
