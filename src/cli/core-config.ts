import { messageOf } from '../base/index.ts';
import { FileError, isAbsolute, type Platform, randomNumber } from '../platform/index.ts';

/** Where things are kept (cli 13). */
export interface Directories {
  readonly plugins: string;
  readonly cache: string;
  /** `plugin_mirror` of the core configuration: a folder or an address to install plugins from. */
  readonly pluginMirror?: string;
  /** `plugin_executables` of the core configuration: paths by the names of plugins. */
  readonly pluginExecutables?: ReadonlyMap<string, string>;
}

/** The surroundings are not fit for any command; the message is what standard error gets. */
export class StartError extends Error {}

type World = Pick<Platform, 'files' | 'environment' | 'random'>;

function join(environment: Platform['environment'], ...parts: readonly string[]): string {
  return parts.join(environment.pathSeparator);
}

function homeOf({ environment }: World): string | undefined {
  const { variables } = environment;
  if (environment.os === 'windows' && variables.APPDATA) return variables.APPDATA;
  return variables.HOME || (environment.os === 'windows' ? environment.home : undefined);
}

async function configDirectory(world: World): Promise<string> {
  const { environment, files } = world;
  const { variables } = environment;
  const windows = environment.os === 'windows';
  const folder = windows ? 'packer.d' : '.packer.d';
  if (variables.PACKER_CONFIG_DIR) return join(environment, variables.PACKER_CONFIG_DIR, folder);
  const home = homeOf(world);
  if (home === undefined) {
    throw new Error('No $HOME environment variable found, required to set Config Directory');
  }
  const old = join(environment, home, folder);
  if (windows || (await files.exists(old))) return old;
  if (variables.XDG_CONFIG_HOME) return join(environment, variables.XDG_CONFIG_HOME, 'packer');
  return join(environment, home, '.config', 'packer');
}

async function pluginDirectory(world: World): Promise<string> {
  const { environment } = world;
  const path = environment.variables.PACKER_PLUGIN_PATH;
  if (!path) return join(environment, await configDirectory(world), 'plugins');
  const several = path.split(environment.pathListSeparator);
  if (several.length > 1) {
    const first = await firstOfSearched(several, world);
    if (first !== undefined) return first;
    throw new Error(
      `Multiple paths are no longer supported for PACKER_PLUGIN_PATH.\nThis should be defined as one of the following options for your environment:\n${several.map((one) => `* PACKER_PLUGIN_PATH=${one}`).join('\n')}`,
    );
  }
  return path;
}

/**
 * A list of folders is for executables placed by hand: where one of them has any, plugins are installed
 * into the first. Undefined where none has; then a list is as wrong as under Packer.
 */
async function firstOfSearched(
  folders: readonly string[],
  world: World,
): Promise<string | undefined> {
  const { discover, isAbsolute } = await import('../pluginhost/index.ts');
  const searched = folders.filter(isAbsolute);
  return (await discover(searched, world)).length > 0 ? searched[0] : undefined;
}

function configFile(world: World): string | undefined {
  const { environment } = world;
  const { variables } = environment;
  if (variables.PACKER_CONFIG) return variables.PACKER_CONFIG;
  const folder = variables.PACKER_CONFIG_DIR || homeOf(world);
  if (folder === undefined) return undefined;
  return join(
    environment,
    folder,
    environment.os === 'windows' ? 'packer.config' : '.packerconfig',
  );
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new Error('EOF');
  try {
    return JSON.parse(text);
  } catch (error) {
    const words = messageOf(error);
    const cut = /end of JSON input|Unterminated|after property|Expected property name/.test(words);
    if (cut && !/[}\]]\s*$/.test(text)) throw new Error('unexpected EOF', { cause: error });
    throw error;
  }
}

/** Says no to components of the days before plugins had several components. */
function refuseOldComponents(path: string, config: unknown): void {
  if (typeof config !== 'object' || config === null) return;
  const groups = new Map(Object.entries(config));
  const paths = ['builders', 'provisioners', 'post-processors'].flatMap((name) =>
    Object.values(groups.get(name) ?? {}).map(String),
  );
  if (paths.length === 0) return;
  throw new Error(
    `${path}: Your configuration file describes some legacy components: \n${paths.map((one) => `- ${one}\n`).join('')}Packer does not support these mono-component plugins anymore.\nPlease refer to our Installing Plugins docs for an overview of how to manage installation of local plugins:\nhttps://developer.hashicorp.com/packer/docs/plugins/install-plugins`,
  );
}

/** What the core configuration says about plugins. */
type PluginSettings = Pick<Directories, 'pluginMirror' | 'pluginExecutables'>;

/** Checks the core configuration. */
async function checkConfigFile(world: World): Promise<PluginSettings> {
  const path = configFile(world);
  if (path === undefined) return {};
  let text: string;
  try {
    text = new TextDecoder().decode(await world.files.read(path));
  } catch (error) {
    if (error instanceof FileError && error.code === 'ENOENT') return {};
    throw error;
  }
  const config = parseJson(text);
  refuseOldComponents(path, config);
  if (typeof config !== 'object' || config === null) return {};
  const settings = new Map<string, unknown>(Object.entries(config));
  const mirror = settings.get('plugin_mirror');
  const executables = Object.entries(settings.get('plugin_executables') ?? {}).flatMap(
    ([name, each]): [string, string][] => (typeof each === 'string' ? [[name, each]] : []),
  );
  return {
    ...(typeof mirror === 'string' && mirror !== '' && { pluginMirror: mirror }),
    ...(executables.length > 0 && { pluginExecutables: new Map(executables) }),
  };
}

function cacheDirectory({ environment }: World): string {
  const { variables } = environment;
  const absolute = (path: string) =>
    isAbsolute(path) ? path : join(environment, environment.cwd, path);
  if (variables.PACKER_CACHE_DIR) return absolute(variables.PACKER_CACHE_DIR);
  if (environment.os === 'windows') return absolute('packer_cache');
  if (variables.XDG_CACHE_HOME)
    return absolute(join(environment, variables.XDG_CACHE_HOME, 'packer'));
  return absolute(join(environment, variables.HOME ?? '', '.cache', 'packer'));
}

/** Packer opens a log there at every start, so an unusable folder is told by every command, in these words. */
async function checkTemporaryFolder({ environment, files, random }: World): Promise<void> {
  const folder = environment.temporaryFolder;
  const problem = await files.status(folder).then(
    ({ kind }) => (kind === 'directory' ? undefined : 'not a directory'),
    (error: unknown) => messageOf(error).split(': ').at(-1),
  );
  if (problem === undefined) return;
  const path = join(environment, folder, `packer-log${randomNumber(random)}`);
  throw new StartError(`Couldn't setup logging tempfile: open ${path}: ${problem}`);
}

/** What every command does first: the core configuration and the folders (cli 2.1). Throws StartError. */
export async function loadCoreConfig(world: World): Promise<Directories> {
  const { environment, files } = world;
  await checkTemporaryFolder(world);
  let plugins: string;
  let settings: PluginSettings;
  try {
    plugins = await pluginDirectory(world);
    settings = await checkConfigFile(world);
  } catch (error) {
    throw new StartError(` Error loading configuration: \n\n${messageOf(error)}\n`, {
      cause: error,
    });
  }
  const cache = cacheDirectory(world);
  // Where it cannot be made, what needs it says so.
  await files
    .makeFolder(cache.slice(0, Math.max(1, cache.lastIndexOf(environment.pathSeparator))))
    .catch(() => {});
  return { plugins, cache, ...settings };
}
