// The face of builtin: the components that are always there.
import type {
  ComponentFactory,
  ComponentKind,
  ComponentKinds,
  ComponentLookup,
  World,
} from '../sdk/index.ts';

type Table<K extends ComponentKind> = ReadonlyMap<
  string,
  () => Promise<{ readonly component: ComponentFactory<ComponentKinds[K]> }>
>;

/** Every built-in component and the file it is loaded from when it is asked for. */
const tables: { readonly [K in ComponentKind]: Table<K> } = {
  builder: new Map([
    ['file', () => import('./builders/file.ts')],
    ['null', () => import('./builders/null.ts')],
  ]),
  provisioner: new Map([
    ['breakpoint', () => import('./provisioners/breakpoint.ts')],
    ['file', () => import('./provisioners/file.ts')],
    ['hcp-sbom', () => import('./provisioners/hcp-sbom.ts')],
    ['powershell', () => import('./provisioners/powershell.ts')],
    ['shell', () => import('./provisioners/shell.ts')],
    ['shell-local', () => import('./provisioners/shell-local.ts')],
    ['sleep', () => import('./provisioners/sleep.ts')],
    ['windows-restart', () => import('./provisioners/windows-restart.ts')],
    ['windows-shell', () => import('./provisioners/windows-shell.ts')],
  ]),
  'post-processor': new Map([
    ['artifice', () => import('./post-processors/artifice.ts')],
    ['checksum', () => import('./post-processors/checksum.ts')],
    ['compress', () => import('./post-processors/compress.ts')],
    ['manifest', () => import('./post-processors/manifest.ts')],
    ['provenance', () => import('./post-processors/provenance.ts')],
    ['shell-local', () => import('./post-processors/shell-local.ts')],
  ]),
  datasource: new Map([
    ['hcp-packer-artifact', () => import('./datasources/hcp-packer-artifact.ts')],
    ['hcp-packer-image', () => import('./datasources/hcp-packer-image.ts')],
    ['hcp-packer-iteration', () => import('./datasources/hcp-packer-iteration.ts')],
    ['hcp-packer-version', () => import('./datasources/hcp-packer-version.ts')],
    ['http', () => import('./datasources/http.ts')],
    ['null', () => import('./datasources/null.ts')],
  ]),
};

/**
 * The built-in components; nothing of them is loaded before it is asked for. The moment of this call
 * is the one that `timestamp` and its like show.
 */
export function builtins(platform: World): ComponentLookup {
  const host = { platform, startedAt: platform.clock.now() };
  return {
    find: async (kind, name) => {
      const load = tables[kind].get(name);
      return load === undefined ? undefined : (await load()).component.create(host);
    },
    has: async (kind, name) => tables[kind].has(name),
    names: async (kind) => [...tables[kind].keys()].sort(),
  };
}
