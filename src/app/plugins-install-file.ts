import { failed, type Result } from '../base/index.ts';
import { absolutePath } from '../platform/index.ts';
import { installFile, parseSourceAddress, type SourceAddress } from '../pluginstore/index.ts';
import { checkPluginSource } from '../template/index.ts';
import { beginPhase } from './phase.ts';
import type { StoreHost } from './store-host.ts';

/** An executable and the source it is to be installed under. */
export interface InstallFileRequest {
  readonly path: string;
  readonly source: string;
}

/** Reads a plugin's source as the user gave it; the error is what the user is told. */
export function readSource(text: string): Result<SourceAddress, string> {
  const problem = checkPluginSource(text);
  const source = problem === undefined ? parseSourceAddress(text) : failed(problem);
  return source.ok ? source : failed(`Invalid source string "${text}": ${source.error}`);
}

/** Installs an executable the user has (`plugins install --path`, cli 5.8). True if it worked. */
export async function pluginsInstallFile(
  request: InstallFileRequest,
  host: StoreHost,
): Promise<boolean> {
  const { store, listener } = host;
  const source = readSource(request.source);
  if (!source.ok) {
    await listener.emit({ kind: 'said', level: 'error', text: source.error });
    return false;
  }
  const path = absolutePath(request.path, store.environment);
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
