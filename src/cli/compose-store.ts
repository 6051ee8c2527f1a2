import type { StoreHost } from '../app/index.ts';
import { failed, ok } from '../base/index.ts';
import { parseJson } from '../legacy/index.ts';
import type { CliHost } from './cli-host.ts';
import { compatibleVersion } from './version.ts';

/** Puts together what commands about installed plugins need. */
export async function composeStore(host: CliHost): Promise<StoreHost> {
  const { platform, directories } = host;
  const [{ nodePluginHost }, { parseDescription }] = await Promise.all([
    import('../pluginhost/index.ts'),
    import('../wire/index.ts'),
  ]);
  const plugins = nodePluginHost(platform);
  return {
    listener: await host.listener({ color: true, timestamps: false }),
    coreVersion: compatibleVersion,
    store: {
      ...platform,
      pluginFolder: directories.plugins,
      cacheFolder: directories.cache,
      describe: (executable) => plugins.describe(executable),
    },
    describing: {
      output: (executable) => plugins.describeOutput(executable),
      read: (text) => {
        const json = parseJson(new TextEncoder().encode(text), 'first');
        if (!json.ok) return failed(json.error.message);
        try {
          return ok(parseDescription(text));
        } catch (error) {
          return failed(error instanceof Error ? error.message : String(error));
        }
      },
    },
  };
}
