import { messageOf, parseVersionConstraints } from '../base/index.ts';
import { listInstalled, removePlaced } from '../pluginstore/index.ts';
import { beginPhase } from './phase.ts';
import { readSource } from './plugins-install-file.ts';
import type { StoreHost } from './store-host.ts';

/** Removes the installed plugins of a source that meet the constraints (cli 5.8). True if there were any. */
export async function pluginsRemove(
  request: { readonly source: string; readonly constraints: string | undefined },
  host: StoreHost,
): Promise<boolean> {
  const say = (level: 'message' | 'error', text: string) =>
    host.listener.emit({ kind: 'said', level, text });
  const { source: given, constraints: wanted } = request;
  const source = readSource(given);
  if (!source.ok) {
    await say('error', source.error);
    return false;
  }
  const constraints = wanted === undefined ? undefined : parseVersionConstraints(wanted);
  if (constraints && !constraints.ok) {
    await say('error', `malformed constraint: ${constraints.error}`);
    return false;
  }
  const found = await listInstalled(host.store, {
    source: source.value,
    constraints: constraints?.value ?? [],
    anyApiVersion: true,
  });
  for (const { path } of found) {
    try {
      await removePlaced(host.store, path);
      await say('message', path);
    } catch (error) {
      await say('error', `Failed to remove plugin "${path}": "${messageOf(error)}"`);
    }
  }
  if (found.length > 0) return true;
  const text = [given, ...(wanted === undefined ? [] : [wanted])].join(' ');
  await say('error', `No installed plugin found matching the plugin constraints ${text}`);
  return false;
}

/** Removes one plugin by its absolute path, which must lie in the plugin folder. True if it did. */
export async function pluginsRemovePath(path: string, host: StoreHost): Promise<boolean> {
  const phase = beginPhase(host);
  const { pluginFolder, environment } = host.store;
  if (!path.startsWith(`${pluginFolder}${environment.pathSeparator}`) || path.includes('..')) {
    phase.reporter.report({
      severity: 'error',
      code: 'plugin-location',
      summary: 'Invalid plugin location',
      detail: `The path "${path}" is not under the plugin directory inferred by Packer (${pluginFolder}) and will not be removed.`,
    });
    return phase.end();
  }
  try {
    await removePlaced(host.store, path);
    await host.listener.emit({ kind: 'said', level: 'say', text: path });
  } catch (error) {
    phase.reporter.report({
      severity: 'error',
      code: 'plugin-not-removed',
      summary: 'Failed to delete plugin',
      detail: `The plugin "${path}" failed to be deleted with the following error: "${messageOf(error)}"`,
    });
  }
  return phase.end();
}
