import { parseVersionConstraints } from '../base/index.ts';
import { installLatest, parseSourceAddress } from '../pluginstore/index.ts';
import { pluginSourceProblem } from './plugins-install-file.ts';
import type { StoreHost } from './store-host.ts';

/** A plugin to be had from the network. */
export interface PluginInstallRequest {
  readonly source: string;
  /** As written; undefined for any version. */
  readonly constraints: string | undefined;
  readonly force: boolean;
}

const oneOrMore = (errors: readonly string[]) =>
  `${errors.length} error${errors.length === 1 ? '' : 's'} occurred:\n${errors.map((each) => `\t* ${each}\n`).join('')}\n`;

/** Installs a plugin from the network and says so. The answer is what went wrong, if anything did. */
export async function installFromNetwork(
  { source: given, constraints: wanted, force }: PluginInstallRequest,
  host: StoreHost,
): Promise<string | undefined> {
  const source = parseSourceAddress(given);
  const constraints = parseVersionConstraints(wanted ?? '>= 0.0.0');
  if (!source.ok) return source.error;
  if (!constraints.ok) return `Malformed constraint: ${constraints.error}`;
  const installed = await installLatest(host.store, await host.installTools(), {
    source: source.value,
    constraints: wanted === undefined ? [] : constraints.value,
    force,
  });
  if (!installed.ok) return oneOrMore(installed.error);
  if (installed.value)
    await host.listener.emit({ kind: 'plugin-installed', source: given, ...installed.value });
  return undefined;
}

/** `plugins install` from the network (cli 5.8). True if it worked or was not needed. */
export async function pluginsInstall(
  request: PluginInstallRequest,
  host: StoreHost,
): Promise<boolean> {
  const problem = pluginSourceProblem(request.source) ?? constraintProblem(request.constraints);
  const error = problem ?? (await installFromNetwork(request, host));
  if (error === undefined) return true;
  await host.listener.emit({ kind: 'said', level: 'error', text: error });
  return false;
}

function constraintProblem(wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const constraints = parseVersionConstraints(wanted);
  if (!constraints.ok) return `Malformed constraint: ${constraints.error}`;
  const prerelease = constraints.value.find(({ version }) => version.prerelease !== '');
  return prerelease && `Unsupported prerelease for constraint "${prerelease.text.trim()}"`;
}
