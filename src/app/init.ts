import { parseVersionConstraints } from '../base/index.ts';
import { canonicalVersion, listInstalled, parseSourceAddress } from '../pluginstore/index.ts';
import type { PluginRequirement } from '../template/index.ts';
import { installFromNetwork } from './plugin-install.ts';
import { requirementsOf } from './requirements.ts';
import type { StoreHost } from './store-host.ts';
import type { TemplateLanguage } from './template-language.ts';

/** What the command line says about `init`. */
export interface InitRequest {
  readonly path: string;
  readonly configType: TemplateLanguage;
  /** Install the newest matching version even if another one is installed. */
  readonly upgrade: boolean;
  /** Install again what is installed. */
  readonly force: boolean;
}

/** Installs the plugins a template requires (cli 5.3). True if all of them are there in the end. */
export async function init(request: InitRequest, host: StoreHost): Promise<boolean> {
  const required = await requirementsOf(request, host);
  if (required === undefined) return false;
  const outcomes = await Promise.all(
    required.map((requirement) => satisfy(requirement, request, host)),
  );
  return outcomes.every((fine) => fine);
}

async function satisfy(
  requirement: PluginRequirement,
  { upgrade, force }: InitRequest,
  host: StoreHost,
): Promise<boolean> {
  const { source, version } = requirement;
  const newest = await newestInstalled(requirement, host);
  if (newest !== undefined && !upgrade && !force) return true;
  const constraints = newest !== undefined && force && !upgrade ? `=${newest}` : version;
  const error = await installFromNetwork({ source, constraints, force }, host);
  if (error === undefined) return true;
  const say = (text: string) => host.listener.emit({ kind: 'said', level: 'error', text });
  await say(`Failed getting the "${source}" plugin:\n${error}`);
  return false;
}

/** The newest installed release that meets a requirement. */
async function newestInstalled(
  { source, version }: PluginRequirement,
  { store }: StoreHost,
): Promise<string | undefined> {
  const address = parseSourceAddress(source);
  const constraints = parseVersionConstraints(version);
  if (!address.ok || !constraints.ok) return undefined;
  const installed = await listInstalled(store, {
    source: address.value,
    constraints: constraints.value,
    releasesOnly: true,
  });
  const newest = installed.at(-1);
  return newest && canonicalVersion(newest.name.version).slice(1);
}
