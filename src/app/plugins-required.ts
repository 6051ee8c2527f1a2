import { parseVersionConstraints } from '../base/index.ts';
import { listInstalled, parseSourceAddress } from '../pluginstore/index.ts';
import type { PluginRequirement } from '../template/index.ts';
import { requirementsOf } from './requirements.ts';
import type { StoreHost } from './store-host.ts';
import type { TemplateRequest } from './declared.ts';

/** Lists what a template requires and what of it is installed (cli 5.8). True if it could be read. */
export async function pluginsRequired(request: TemplateRequest, host: StoreHost): Promise<boolean> {
  const required = await requirementsOf(request, host);
  for (const requirement of required ?? []) {
    const { name, source, version } = requirement;
    const paths = await installedFor(requirement, host);
    const text = [`${name} ${source} "${version}"`, ...paths].join(' ');
    await host.listener.emit({ kind: 'said', level: 'message', text });
  }
  return required !== undefined;
}

async function installedFor(
  { source, version }: PluginRequirement,
  { store }: StoreHost,
): Promise<readonly string[]> {
  const address = parseSourceAddress(source);
  const constraints = parseVersionConstraints(version);
  if (!address.ok || !constraints.ok) return [];
  const filter = { source: address.value, constraints: constraints.value };
  return (await listInstalled(store, filter)).map(({ path }) => path);
}
