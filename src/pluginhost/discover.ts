import type { ComponentKind } from '../components/index.ts';
import type { Environment, Files } from '../platform/index.ts';

/** An executable that somebody placed by hand. Nobody has verified it. */
export interface FoundPlugin {
  /** NAME of `packer-plugin-NAME`: the accessor of its components. */
  readonly name: string;
  readonly path: string;
  /** The one component of an old `packer-builder-NAME`; undefined for a `packer-plugin-NAME`. */
  readonly only?: ComponentKind;
}

/** Where to look, first match wins: the classic documented search path. */
export function searchPath(environment: Environment, programFolder: string): readonly string[] {
  const { home, variables, pathSeparator: slash, pathListSeparator } = environment;
  const listed = (variables.PACKER_PLUGIN_PATH ?? '').split(pathListSeparator);
  const own = home === undefined ? [] : [[home, '.packer.d', 'plugins'].join(slash)];
  return [programFolder, ...own, ...listed].filter((folder) => isAbsolute(folder));
}

/** Whether a folder can be searched: a relative one would mean the current directory, which never is. */
export function isAbsolute(folder: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(folder);
}

const fileName =
  /^packer-plugin-([0-9A-Za-z][0-9A-Za-z-]*?)(?:_v\d[^_]*(?:_x\d+\.\d+)?(?:_[a-z0-9]+_[a-z0-9]+)?)?(?:\.exe)?$/;

/** How plugins with a single component were named before there were `packer-plugin-NAME`. */
const oldFileName =
  /^packer-(builder|provisioner|post-processor)-([0-9A-Za-z][0-9A-Za-z_-]*?)(?:\.exe)?$/;

function parseFileName(file: string): Omit<FoundPlugin, 'path'> | undefined {
  const name = fileName.exec(file)?.[1];
  if (name !== undefined) return { name };
  const [, only, oldName] = oldFileName.exec(file) ?? [];
  if (oldName === undefined) return undefined;
  if (only === 'builder' || only === 'provisioner' || only === 'post-processor')
    return { name: oldName, only };
  return undefined;
}

/**
 * Finds executables `packer-plugin-NAME`, with or without version parts, and old ones with a single
 * component such as `packer-builder-NAME`, directly in the folders.
 */
export async function discover(
  folders: readonly string[],
  world: { readonly files: Files; readonly environment: Environment },
): Promise<readonly FoundPlugin[]> {
  const found = new Map<string, FoundPlugin>();
  for (const folder of folders) {
    const names = await world.files.list(folder).catch(() => []);
    for (const file of names) {
      const plugin = parseFileName(file);
      const key = `${plugin?.only ?? 'plugin'}-${plugin?.name}`;
      if (plugin === undefined || found.has(key)) continue;
      const path = `${folder}${world.environment.pathSeparator}${file}`;
      if (await isExecutable(path, world)) found.set(key, { ...plugin, path });
    }
  }
  return [...found.values()];
}

async function isExecutable(
  path: string,
  world: { readonly files: Files; readonly environment: Environment },
): Promise<boolean> {
  const status = await world.files.status(path).catch(() => undefined);
  if (status?.kind !== 'file') return false;
  return world.environment.os === 'windows' || (status.mode & 0o111) !== 0;
}
