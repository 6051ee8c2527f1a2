import { failed, messageOf, ok, parseVersion, type Result } from '../base/index.ts';
import { FileError } from '../platform/index.ts';
import { binaryName, canonicalVersion } from './binary-name.ts';
import { place } from './place.ts';
import type { SourceAddress } from './source-address.ts';
import { type Description, joinPath, type StoreWorld } from './world.ts';

/** Why an executable could not be installed: the two halves of a diagnostic. */
export interface InstallRefusal {
  readonly summary: string;
  readonly detail: string;
}

/** What an executable prints when asked to describe itself, undecoded. */
export type DescribeOutput = (executable: string) => Promise<string>;

/** Reads a description; the error is what is wrong with the text. */
export type ReadDescription = (text: string) => Result<Description, string>;

/** How the description of a file that is not installed yet is had. */
export interface Describing {
  readonly output: DescribeOutput;
  readonly read: ReadDescription;
}

const refuse = (summary: string, detail: string): Result<never, InstallRefusal> =>
  failed({ summary, detail });

/**
 * Installs an executable that the user has, under a source of their choice (plugin-protocol 7.10).
 * The answer is the path it was installed to.
 */
export async function installFile(
  world: StoreWorld,
  describing: Describing,
  { path, source }: { readonly path: string; readonly source: SourceAddress },
): Promise<Result<string, InstallRefusal>> {
  const kind = await kindOf(world, path);
  if (kind instanceof FileError)
    return refuse(
      'Unable to find plugin to promote',
      `The plugin "${source.text}" failed to be opened because of an error: ${kind.message}`,
    );
  if (kind === 'directory')
    return refuse(
      'Plugin to promote cannot be a directory',
      'The packer plugin promote command can only install binaries, not directories',
    );
  const described = await describe(describing, path);
  if (!described.ok) return described;
  const version = versionName(described.value.version);
  if (!version.ok) return version;
  const name = binaryName(
    source.name,
    version.value,
    described.value.apiVersion,
    world.environment,
  );
  const target = joinPath(world, world.pluginFolder, ...source.parts, name);
  try {
    await place(world, world.files.readStream(path), target);
    return ok(target);
  } catch (error) {
    return refuse('Failed to create plugin binary', messageOf(error));
  }
}

async function kindOf(world: StoreWorld, path: string) {
  try {
    return (await world.files.status(path)).kind;
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}

async function describe(
  describing: Describing,
  path: string,
): Promise<Result<Description, InstallRefusal>> {
  let output: string;
  try {
    output = await describing.output(path);
  } catch (error) {
    return refuse(
      'Failed to describe the plugin',
      `Packer failed to run ${path} describe: ${messageOf(error)}`,
    );
  }
  const description = describing.read(output);
  if (description.ok) return description;
  return refuse(
    'Failed to decode plugin describe info',
    `'${path} describe' produced information that Packer couldn't decode: ${description.error}`,
  );
}

/** The version as file names have it: build metadata is dropped, of pre-releases only `dev` is taken. */
function versionName(text: string): Result<string, InstallRefusal> {
  const version = parseVersion(text);
  if (!version)
    return refuse(
      'Invalid version',
      `Plugin's reported version ("${text}") is not semver-compatible: malformed version: ${text}`,
    );
  if (version.prerelease !== '' && version.prerelease !== 'dev')
    return refuse(
      'Invalid version',
      `Packer can only install plugin releases with this command (ex: 1.0.0) or development pre-releases (ex: 1.0.0-dev), the binary's reported version is "${text}"`,
    );
  return ok(canonicalVersion(version));
}
