import { parseVersion, type Version } from '../base/index.ts';

/** What the file name of an installed plugin says (plugin-protocol 7.2). */
export interface BinaryName {
  /** NAME of `packer-plugin-NAME`. */
  readonly plugin: string;
  /** As written: `v1.2.3`. */
  readonly versionText: string;
  readonly version: Version;
  /** As written: `x5.0`. */
  readonly apiVersion: string;
}

/** The machine an executable is for, in Go's names. */
export interface Target {
  readonly os: string;
  readonly architecture: string;
}

/** What file names of this target end with. */
export function targetSuffix({ os, architecture }: Target): string {
  return `_${os}_${architecture}${os === 'windows' ? '.exe' : ''}`;
}

/** Why a file in the plugin folder is not used, in the words of the log (cli 14.3). */
export interface Unusable {
  readonly reason: string;
}

const prefix = 'packer-plugin-';

/**
 * Takes a file name apart: undefined if it is no plugin for the target; Unusable if it looks like one
 * but breaks a rule that the user should hear of.
 */
export function parseBinaryName(file: string, target: Target): BinaryName | Unusable | undefined {
  const suffix = targetSuffix(target);
  if (!file.startsWith(prefix) || !file.endsWith(suffix)) return undefined;
  const middle = file.slice(prefix.length, -suffix.length);
  const [plugin, versionText, apiVersion, ...more] = middle.split('_');
  if (!plugin || !versionText || !apiVersion || more.length > 0) return undefined;
  const version = parseVersion(versionText);
  if (!version) return { reason: `the version "${versionText}" in its name cannot be read` };
  if (version.metadata !== '')
    return {
      reason: `found version "${versionText}" with metadata in the name, this could introduce ambiguity and is not supported, ignoring it.`,
    };
  if (versionText !== canonicalVersion(version))
    return {
      reason: `version "${versionText}" in path is non canonical, this could introduce ambiguity and is not supported, ignoring it.`,
    };
  return { plugin, versionText, version, apiVersion };
}

/** A version as file names have it: `v`, three numbers, pre-release. */
export function canonicalVersion({ segments, prerelease }: Version): string {
  const numbers = [...segments, 0n, 0n].slice(0, Math.max(3, segments.length));
  return `v${numbers.join('.')}${prerelease === '' ? '' : `-${prerelease}`}`;
}

/** The file name of a plugin. */
export function binaryName(
  plugin: string,
  version: string,
  apiVersion: string,
  target: Target,
): string {
  return `${prefix}${plugin}_${version}_${apiVersion}${targetSuffix(target)}`;
}

/** What is appended to a binary's name to give its checksum file. */
export const checksumSuffix = '_SHA256SUM';
