import type { HandPlacedPlugin } from '../pluginhost/index.ts';
import type { CliHost } from './cli-host.ts';

/** The executables placed by hand that this program can see: those named by path, beside it, and on the search path. */
export async function handPlacedFor({
  platform,
  binary,
  directories,
}: CliHost): Promise<readonly HandPlacedPlugin[]> {
  const { handPlacedPlugins } = await import('../pluginhost/index.ts');
  const end = Math.max(0, binary.lastIndexOf(platform.environment.pathSeparator));
  return handPlacedPlugins(platform, binary.slice(0, end), directories.pluginExecutables);
}
