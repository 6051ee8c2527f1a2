import type { LegacyTemplate } from '../model.ts';

/** Plugins that `hcl2_upgrade` knows by the beginning of a component's type. */
const prefixes = [
  'amazon',
  'ansible',
  'azure',
  'docker',
  'googlecompute',
  'qemu',
  'vagrant',
  'virtualbox',
  'vmware',
  'vsphere',
] as const;

const builtInBuilders: ReadonlySet<string> = new Set(['file', 'null']);

/** The known plugin that a component comes from. */
function pluginOf(type: string): string | undefined {
  return prefixes.find((prefix) => type.startsWith(prefix));
}

/** True if the upgrade knows where a builder comes from. */
export function isKnownBuilder(type: string): boolean {
  return builtInBuilders.has(type) || pluginOf(type) !== undefined;
}

/** The known plugins that a template uses, sorted. */
export function knownPlugins(template: LegacyTemplate): readonly string[] {
  const types = [
    ...[...template.builders.values()].map(({ type }) => type),
    ...template.provisioners.map(({ type }) => type),
    ...template.postProcessors.flat().map(({ type }) => type),
  ];
  const names = types.map(pluginOf).filter((name) => name !== undefined);
  return [...new Set<string>(names)].sort();
}
