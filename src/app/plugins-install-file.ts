import { installFile, parseSourceAddress } from '../pluginstore/index.ts';
import { checkPluginSource } from '../template/index.ts';
import { beginPhase } from './phase.ts';
import type { StoreHost } from './store-host.ts';

/** An executable and the source it is to be installed under. */
export interface InstallFileRequest {
  readonly path: string;
  readonly source: string;
}

/** Why a text cannot be a plugin's source, as the user is told; undefined if it can. */
export function pluginSourceProblem(source: string): string | undefined {
  const problem = checkPluginSource(source);
  return problem === undefined ? undefined : `Invalid source string "${source}": ${problem}`;
}

/** Installs an executable the user has (`plugins install --path`, cli 5.8). True if it worked. */
export async function pluginsInstallFile(
  request: InstallFileRequest,
  host: StoreHost,
): Promise<boolean> {
  const { store, listener } = host;
  const problem = pluginSourceProblem(request.source);
  const source = parseSourceAddress(request.source);
  if (problem !== undefined || !source.ok) {
    await listener.emit({ kind: 'said', level: 'error', text: problem ?? '' });
    return false;
  }
  const { cwd, pathSeparator } = store.environment;
  const absolute = /^([/\\]|[A-Za-z]:)/.test(request.path);
  const path = absolute ? request.path : `${cwd}${pathSeparator}${request.path}`;
  const installed = await installFile(store, host.describing, { path, source: source.value });
  if (!installed.ok) {
    const phase = beginPhase(host);
    phase.reporter.report({ severity: 'error', code: 'plugin-not-installed', ...installed.error });
    return phase.end();
  }
  const text = `Successfully installed plugin ${request.source} from ${path} to ${installed.value}`;
  await listener.emit({ kind: 'said', level: 'say', text });
  return true;
}
