import type { StoreHost } from '../app/index.ts';
import { failed, messageOf, ok, parseStrictJson } from '../base/index.ts';
import type { PluginExit } from '../pluginhost/index.ts';
import type { GivenKeys, InstallTools, SourceAddress } from '../pluginstore/index.ts';
import type { CliHost } from './cli-host.ts';
import { type DownloadBar, downloadBar } from './download-bar.ts';
import { handPlacedFor } from './hand-placed.ts';
import { compatibleVersion } from './version.ts';

/** Puts together what commands about installed plugins need. */
export async function composeStore(host: CliHost, signal: AbortSignal): Promise<StoreHost> {
  const { platform, directories, secrets } = host;
  const [{ nodePluginHost, PluginFailure }, { parseDescription }] = await Promise.all([
    import('../pluginhost/index.ts'),
    import('../wire/index.ts'),
  ]);
  const plugins = nodePluginHost({ ...platform, mask: (text) => secrets.mask(text) });
  const bar = downloadBar(platform.terminal.errorOutput, platform.clock);
  const listener = bar.around(await host.listener({ color: true, timestamps: false }));
  return {
    listener,
    handPlaced: () => handPlacedFor(host),
    installTools: () => installTools({ host, signal, bar }),
    terminal: platform.terminal,
    coreVersion: compatibleVersion,
    store: {
      ...platform,
      pluginFolder: directories.plugins,
      cacheFolder: directories.cache,
      describe: (executable) => plugins.describe(executable),
    },
    describing: {
      output: (executable) =>
        plugins.describeOutput(executable).catch((cause: unknown) => {
          const exit = cause instanceof PluginFailure ? cause.exit : undefined;
          throw exit?.code === undefined ? cause : new Error(exitStatus(exit), { cause });
        }),
      read: (text) => {
        const json = parseStrictJson(new TextEncoder().encode(text), 'first');
        if (!json.ok) return failed(json.error.message);
        try {
          return ok(parseDescription(text));
        } catch (error) {
          return failed(messageOf(error));
        }
      },
    },
  };
}

/** How a program ended, as Go says it, and its last words. */
function exitStatus({ code, lastLines }: PluginExit): string {
  return [`exit status ${code}`, ...lastLines].join('\n');
}

/** Where plugins come from. Other sites of the same layout can take the place of these. */
const sites = {
  releases: 'https://releases.hashicorp.com',
  githubApi: 'https://api.github.com',
  github: 'https://github.com',
} as const;

const isOfficial = ({ parts }: SourceAddress) =>
  parts.length === 3 && parts[0] === 'github.com' && parts[1] === 'hashicorp';

const keyVariable = 'TSPACKER_PLUGIN_KEYS';

async function keysOfUser({ platform }: CliHost): Promise<readonly GivenKeys[]> {
  const path = platform.environment.variables[keyVariable];
  if (!path) return [];
  const bytes = await platform.files.read(path).catch((cause: unknown) => {
    const why = messageOf(cause);
    throw new Error(`${keyVariable}: ${why}`, { cause });
  });
  return [{ armored: new TextDecoder().decode(bytes), origin: `${keyVariable}: ${path}` }];
}

interface Installing {
  readonly host: CliHost;
  readonly signal: AbortSignal;
  readonly bar: DownloadBar;
}

async function installTools({ host, signal, bar }: Installing): Promise<InstallTools> {
  const [
    { folderWeb, github, mirrorSite, ownHosts, releaseSite, signatureCheck },
    { inflateRaw, nodeWeb, sha256Of },
  ] = await Promise.all([import('../pluginstore/index.ts'), import('../platform/index.ts')]);
  const { environment, clock, files } = host.platform;
  const { variables } = environment;
  const { progress } = bar;
  const fetching = {
    web: nodeWeb(variables),
    clock,
    signal,
    ...(!host.machineReadable && { progress }),
  };
  const told = new Set<string>();
  const unsigned = async (source: string): Promise<void> => {
    if (told.has(source)) return;
    told.add(source);
    bar.erase();
    // Not to standard output: that is what scripts compare with Packer's.
    await host.platform.terminal.errorOutput.write(
      `The releases of ${source} are not signed by a key that is known; only their checksums are verified.\n`,
    );
  };
  const mirror = variables.TSPACKER_PLUGIN_MIRROR || host.directories.pluginMirror || undefined;
  const hosts = (variables.TSPACKER_PLUGIN_HOSTS ?? '').split(',').map((each) => each.trim());
  const everything = () => true;
  const mirrored = (place: string) =>
    /^https?:\/\//.test(place)
      ? mirrorSite(fetching, place.replace(/\/+$/, ''), everything)
      : mirrorSite({ ...fetching, web: folderWeb(files) }, `file://${place}`, everything);
  const others = mirrorSite(
    fetching,
    ownHosts,
    ({ parts }) => parts.length > 2 && hosts.includes(parts[0] ?? ''),
  );
  const places = [
    releaseSite(fetching, sites.releases, isOfficial),
    github(fetching, {
      api: sites.githubApi,
      site: sites.github,
      token: variables.PACKER_GITHUB_API_TOKEN || variables.GITHUB_TOKEN || undefined,
      coreVersion: compatibleVersion,
    }),
    others,
  ];
  return {
    getters: mirror === undefined ? places : [mirrored(mirror)],
    inflate: inflateRaw,
    sha256: sha256Of,
    checkSignature: signatureCheck({ keys: () => keysOfUser(host), unsigned }),
  };
}
