import type { Environment, Files, FileStatus } from '../platform/index.ts';
import { discover, type FoundPlugin, isAbsolute, searchPath } from './discover.ts';

/** An executable on the search path, and whether it may be run. */
export interface HandPlacedPlugin extends FoundPlugin {
  /** Why it must not be run, as a sentence for the user. */
  readonly refusal?: string;
}

interface World {
  readonly files: Files;
  readonly environment: Environment;
}

/**
 * The executables that are named by their absolute paths, and everything on the search path that has
 * another name. What others could have changed is refused, and all of it on request.
 */
export async function handPlacedPlugins(
  world: World,
  programFolder: string,
  executables: ReadonlyMap<string, string> = new Map(),
): Promise<readonly HandPlacedPlugin[]> {
  const named = [...executables]
    .filter(([, path]) => isAbsolute(path))
    .map(([name, path]): FoundPlugin => ({ name, path }));
  const onPath = await discover(searchPath(world.environment, programFolder), world);
  const found = [...named, ...onPath.filter(({ name, only }) => only || !executables.has(name))];
  return Promise.all(
    found.map(async (plugin) => {
      const refusal = await refusalOf(plugin.path, world);
      return refusal === undefined ? plugin : { ...plugin, refusal };
    }),
  );
}

const verifiedOnly = 'TSPACKER_VERIFIED_PLUGINS_ONLY';

async function refusalOf(path: string, world: World): Promise<string | undefined> {
  const { [verifiedOnly]: wanted = '' } = world.environment.variables;
  if (wanted !== '' && wanted !== '0')
    return `The plugin ${path} was placed by hand and nobody has verified it; ${verifiedOnly} refuses such plugins. Install it with "plugins install --path".`;
  const why = await placementProblem(path, world);
  return (
    why &&
    `The plugin ${path} was placed by hand and is refused because ${why}. Correct that, or install the plugin with "plugins install --path".`
  );
}

/**
 * Why somebody else could have put other bytes at this path: the file, one of its folders, or what a
 * link on the way leads to belongs to another user or can be written by others. A folder where only
 * owners can replace their files (such as /tmp) is fine above the plugin's own folder. Undefined where
 * all is well, and on systems without such permissions.
 */
async function placementProblem(
  path: string,
  { files, environment }: World,
): Promise<string | undefined> {
  if (environment.userId === undefined) return undefined;
  let real: string;
  try {
    real = await files.realPath(path);
  } catch {
    return 'it is not there';
  }
  for (const each of new Set([...foldersAndFile(path), ...foldersAndFile(real)])) {
    const status = await files.status(each);
    const isAbove = each !== real && each !== parentOf(path) && each !== parentOf(real);
    const why = weakness(status, environment.userId, isAbove);
    if (why !== undefined) return `${each} ${why}`;
  }
  return undefined;
}

function weakness(
  { mode, owner }: FileStatus,
  userId: number,
  stickyIsFine: boolean,
): string | undefined {
  if (owner !== 0 && owner !== userId) return 'belongs to another user';
  const isSticky = (mode & 0o1000) !== 0;
  if ((mode & 0o022) === 0 || (stickyIsFine && isSticky)) return undefined;
  return 'can be written by others';
}

const parentOf = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/')));

function foldersAndFile(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}
