import { failed, ok, parseVersionConstraints, type Result } from '../base/index.ts';
import {
  installLatest,
  type LockedPlugin,
  type NewPlugin,
  parseSourceAddress,
} from '../pluginstore/index.ts';
import { readSource } from './plugins-install-file.ts';
import type { StoreHost } from './store-host.ts';

/** A plugin to be had from the network. */
export interface PluginInstallRequest {
  readonly source: string;
  /** As written; undefined for any version. */
  readonly constraints: string | undefined;
  readonly force: boolean;
  /** Only these bytes will do. */
  readonly locked?: LockedPlugin;
}

const oneOrMore = (errors: readonly string[]) =>
  `${errors.length} error${errors.length === 1 ? '' : 's'} occurred:\n${errors.map((each) => `\t* ${each}\n`).join('')}\n`;

/** Installs a plugin from the network and says so. The error is what went wrong. */
export async function installFromNetwork(
  { source: given, constraints: wanted, force, locked }: PluginInstallRequest,
  host: StoreHost,
): Promise<Result<NewPlugin, string>> {
  const source = parseSourceAddress(given);
  const constraints = wanted ? parseVersionConstraints(wanted) : ok([]);
  if (!source.ok) return source;
  if (!constraints.ok) return failed(`malformed constraint: ${constraints.error}`);
  const installed = await installLatest(host.store, await host.installTools(), {
    source: source.value,
    constraints: constraints.value,
    force,
    ...(locked && { locked }),
  });
  if (!installed.ok) return failed(oneOrMore(installed.error));
  const { version, path, isNew } = installed.value;
  if (isNew) await host.listener.emit({ kind: 'plugin-installed', source: given, version, path });
  return ok(installed.value);
}

/** `plugins install` from the network (cli 5.8). True if it worked or was not needed. */
export async function pluginsInstall(
  request: PluginInstallRequest,
  host: StoreHost,
): Promise<boolean> {
  const source = readSource(request.source);
  const problem = source.ok ? constraintProblem(request.constraints) : source.error;
  const installed = problem ? failed(problem) : await installFromNetwork(request, host);
  if (installed.ok) return true;
  await host.listener.emit({ kind: 'said', level: 'error', text: installed.error });
  return false;
}

function constraintProblem(wanted: string | undefined): string | undefined {
  if (!wanted) return undefined;
  const constraints = parseVersionConstraints(wanted);
  if (!constraints.ok) return `malformed constraint: ${constraints.error}`;
  const isPrerelease = constraints.value.some(({ version }) => version.prerelease !== '');
  return isPrerelease ? `Unsupported prerelease for constraint "${wanted}"` : undefined;
}
