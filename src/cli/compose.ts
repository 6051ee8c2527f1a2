import type { Host } from '../app/index.ts';
import { createRegistry, noPlugins } from '../registry/index.ts';
import type { CliHost, ShowSettings } from './cli-host.ts';
import { compatibleVersion } from './version.ts';

/** What a command adds to the surroundings of a use case. */
export interface ComposeSettings extends ShowSettings {
  readonly signal: AbortSignal;
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
    plugins: async () => noPlugins,
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
