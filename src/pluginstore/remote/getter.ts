import type { SourceAddress } from '../source-address.ts';

/** One line of a list of checksums that is about a zip archive. */
export interface RemoteFile {
  readonly fileName: string;
  readonly sha256: string;
  /** Without `v`. */
  readonly version: string;
  /** `x5.0`. */
  readonly apiVersion: string;
  readonly os: string;
  readonly architecture: string;
}

/** A place plugins can be fetched from. */
export interface PluginGetter {
  readonly name: string;
  /** A general failure of its first answer makes the next getter be asked, instead of ending the installation. */
  readonly fallsThrough: boolean;
  /** Whether this place is asked for plugins of that source at all. */
  serves(source: SourceAddress): boolean;
  /** All versions, without `v`, in any order. */
  versions(source: SourceAddress): Promise<readonly string[]>;
  /** The text of the list of checksums, for all platforms. */
  sums(source: SourceAddress, version: string): Promise<string>;
  /** The signature of that list; undefined if there is none. */
  signature(source: SourceAddress, version: string): Promise<Uint8Array | undefined>;
  /** The archives that a list of checksums names. */
  files(source: SourceAddress, version: string, sums: string): Promise<readonly RemoteFile[]>;
  /** An archive, whole. */
  archive(source: SourceAddress, version: string, fileName: string): Promise<Uint8Array>;
}

/** Lines `HEX  FILENAME`; others, a last one without line end and those of JSON files do not count. */
export function checksumLines(
  text: string,
): readonly { readonly sha256: string; readonly fileName: string }[] {
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete.split('\n').flatMap((line) => {
    const [sha256, fileName, ...more] = line.split(/\s+/).filter((part) => part !== '');
    if (sha256 === undefined || fileName === undefined || more.length > 0) return [];
    return fileName.endsWith('.json') ? [] : [{ sha256: sha256.toLowerCase(), fileName }];
  });
}

/** The archives in a list of checksums that are named as on GitHub, with version and API version. */
export function githubFiles(source: SourceAddress, sums: string): readonly RemoteFile[] {
  const pattern = new RegExp(
    `^packer-plugin-${source.name}_v([^_]+)_(x\\d+\\.\\d+)_([a-z0-9]+)_([a-z0-9]+)\\.zip$`,
  );
  return checksumLines(sums).flatMap(({ sha256, fileName }): RemoteFile[] => {
    const [, version, apiVersion, os, architecture] = pattern.exec(fileName) ?? [];
    if (!version || !apiVersion || !os || !architecture) return [];
    return [{ fileName, sha256, version, apiVersion, os, architecture }];
  });
}
