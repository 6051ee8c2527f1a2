import * as z from 'zod/mini';
import { once } from '../../base/index.ts';
import type { SourceAddress } from '../source-address.ts';
import { type Fetching, fetchBytes, fetchText, HttpFailure } from './download.ts';
import { checksumLines, githubFiles, type PluginGetter, type RemoteFile } from './getter.ts';

/** The largest archive that is fetched, in bytes. */
export const largestArchive = 1024 * 1024 * 1024;

/** The list of versions of a plugin, on a release site and in a mirror. */
export const versionIndex = once(() =>
  z.object({ versions: z.record(z.string(), z.object({ version: z.string() })) }),
);
const manifest = once(() => z.object({ metadata: z.object({ protocol_version: z.string() }) }));

/**
 * The release site of HashiCorp, or another one of the same layout (plugin-protocol 7.8). Its addresses
 * do not have the namespace in them: asked for everybody's plugins, it would give an official one in
 * place of a third party's of the same name. So it is told whose it has.
 */
export function releaseSite(
  fetching: Fetching,
  site: string,
  serves: (source: SourceAddress) => boolean,
): PluginGetter {
  return releaseLayout(fetching, { name: site, serves, root: () => site });
}

/**
 * A mirror: the release layout for every source, below a folder for its host and namespace
 * (docs/plugins.md). `https:/` as the mirror means that every host serves its own plugins.
 */
export function mirrorSite(
  fetching: Fetching,
  mirror: string,
  serves: (source: SourceAddress) => boolean,
): PluginGetter {
  const name = mirror === ownHosts ? 'its host' : mirror;
  return releaseLayout(fetching, {
    name,
    serves,
    root: (source) => `${mirror}/${namespaceOf(source)}`,
  });
}

/** The mirror that means: every host serves its own plugins. */
export const ownHosts = 'https:/';

/** Host and namespace: the folder of a source in a mirror. */
export const namespaceOf = ({ parts }: SourceAddress): string => parts.slice(0, -1).join('/');

interface Layout {
  readonly name: string;
  readonly serves: (source: SourceAddress) => boolean;
  /** What the addresses of a source begin with. */
  readonly root: (source: SourceAddress) => string;
}

function releaseLayout(fetching: Fetching, { name, serves, root }: Layout): PluginGetter {
  const plugin = (source: SourceAddress) => `packer-plugin-${source.name}`;
  const folder = (source: SourceAddress, version: string) =>
    `${root(source)}/${plugin(source)}/${version}`;
  const file = (source: SourceAddress, version: string, end: string) =>
    `${folder(source, version)}/${plugin(source)}_${version}_${end}`;
  return {
    name,
    serves,
    fallsThrough: true,
    async versions(source) {
      const url = `${root(source)}/${plugin(source)}/index.json`;
      const text = await fetchText(fetching, url);
      const { versions } = readAnswer(
        versionIndex(),
        text,
        `${url} did not answer with a list of versions`,
      );
      return Object.values(versions).map(({ version }) => version);
    },
    sums: (source, version) => fetchText(fetching, file(source, version, 'SHA256SUMS')),
    signature: (source, version) => optional(fetching, file(source, version, 'SHA256SUMS.sig')),
    async files(source, version, sums) {
      // A mirror also has releases of GitHub, whose files say the API version in their names.
      const named = githubFiles(source, sums);
      if (named.length > 0) return named;
      const url = file(source, version, 'manifest.json');
      const text = await fetchText(fetching, url);
      const { metadata } = readAnswer(manifest(), text, `${url} does not say the API version`);
      const apiVersion = `x${metadata.protocol_version}`;
      const pattern = new RegExp(`^${plugin(source)}_([^_]+)_([a-z0-9]+)_([a-z0-9]+)\\.zip$`);
      return checksumLines(sums).flatMap(({ sha256, fileName }): RemoteFile[] => {
        const [, version, os, architecture] = pattern.exec(fileName) ?? [];
        if (version === undefined || os === undefined || architecture === undefined) return [];
        return [{ fileName, sha256, version, apiVersion, os, architecture }];
      });
    },
    archive: (source, version, fileName) =>
      fetchBytes(fetching, `${folder(source, version)}/${fileName}`, { limit: largestArchive }),
  };
}

/** Reads what a server answered in JSON; throws an Error with that sentence for anything else. */
export function readAnswer<T>(
  shape: { readonly parse: (json: unknown) => T },
  text: string,
  otherwise: string,
): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(otherwise, { cause });
  }
}

/** A file that need not be there. */
export async function optional(fetching: Fetching, url: string): Promise<Uint8Array | undefined> {
  try {
    return await fetchBytes(fetching, url, { limit: 1024 * 1024 });
  } catch (error) {
    if (error instanceof HttpFailure && (error.status === 404 || error.status === 403))
      return undefined;
    throw error;
  }
}
