import {
  compareVersions,
  failed,
  messageOf,
  ok,
  parseVersion,
  type Result,
  satisfies,
  type Version,
  type VersionConstraint,
} from '../../base/index.ts';
import { binaryName, canonicalVersion, checksumSuffix } from '../binary-name.ts';
import { isCompatibleApi } from '../candidates.ts';
import { isLocked, type LockedPlugin, type PlatformSums, platformName } from '../lock.ts';
import { place } from '../place.ts';
import type { SourceAddress } from '../source-address.ts';
import { joinPath, type StoreWorld } from '../world.ts';
import type { PluginGetter, RemoteFile } from './getter.ts';
import { type Inflate, zipMember } from './zip.ts';

/** What installing from the network needs beside the store. */
export interface InstallTools {
  readonly getters: readonly PluginGetter[];
  readonly inflate: Inflate;
  /** SHA-256 in lower-case hexadecimal digits. */
  readonly sha256: (data: Uint8Array) => string;
  /** Checks the list of checksums; the error is a sentence. */
  readonly checkSignature: (request: SignatureRequest) => Promise<Result<void, string>>;
}

/** A list of checksums and what came with it. */
export interface SignatureRequest {
  readonly source: SourceAddress;
  readonly version: string;
  readonly sums: string;
  readonly signature: Uint8Array | undefined;
}

/** Which plugin is wanted. */
export interface WantedPlugin {
  readonly source: SourceAddress;
  readonly constraints: readonly VersionConstraint[];
  /** Install again what is installed already. */
  readonly force: boolean;
  /** The bytes must be these; the constraints allow its version only. */
  readonly locked?: LockedPlugin;
}

/** The plugin that is in place now. */
export interface NewPlugin {
  /** With `v`. */
  readonly version: string;
  readonly path: string;
  /** False if it was there already. */
  readonly isNew: boolean;
  /** The sum of the executable. */
  readonly sha256: string;
  /** The sums of the archives of all platforms. */
  readonly archives: PlatformSums;
}

/**
 * Installs the newest version that meets the constraints (plugin-protocol 7.9). The errors are what
 * went wrong with each getter and version, in the order of the attempts.
 */
export async function installLatest(
  world: StoreWorld,
  tools: InstallTools,
  wanted: WantedPlugin,
): Promise<Result<NewPlugin, readonly string[]>> {
  const { source } = wanted;
  const getters = gettersFor(tools, source);
  if (!getters.ok) return failed([getters.error]);
  const errors: string[] = [];
  // Told only where the places that were asked next have nothing to say.
  const passedOver: string[] = [];
  for (const getter of getters.value) {
    const versions = await matchingVersions(getter, wanted);
    if (!versions.ok && getter.fallsThrough) {
      passedOver.push(versions.error);
      continue;
    }
    if (!versions.ok) return failed([...errors, versions.error]);
    for (const version of versions.value) {
      const installed = await installVersion(world, tools, { ...wanted, getter, version });
      if (installed.ok) return installed;
      errors.push(installed.error);
    }
  }
  if (errors.length > 0) return failed(errors);
  if (passedOver.length > 0) return failed(passedOver);
  return failed([`no release of ${source.text} meets the version constraints`]);
}

/** Who is asked for a source; the error is the sentence that there is nobody. */
export function gettersFor(
  tools: InstallTools,
  source: SourceAddress,
): Result<readonly PluginGetter[], string> {
  const getters = tools.getters.filter((each) => each.serves(source));
  if (getters.length > 0) return ok(getters);
  return failed(
    source.parts.length === 3
      ? `"${source.text}" doesn't appear to be a valid "github.com" source address; check source and try again.`
      : `Invalid github.com URI "${source.text}": a Github-compatible source must be in the github.com/<namespace>/<name> format.`,
  );
}

/** Newest first. */
export async function matchingVersions(
  getter: PluginGetter,
  { source, constraints }: Pick<WantedPlugin, 'source' | 'constraints'>,
): Promise<Result<readonly Version[], string>> {
  try {
    const all = (await getter.versions(source)).flatMap((text) => parseVersion(text) ?? []);
    const matching = all.filter((version) => constraints.every((each) => satisfies(version, each)));
    return ok(matching.sort((a, b) => compareVersions(b, a)));
  } catch (error) {
    return failed(messageOf(error));
  }
}

interface Attempt extends WantedPlugin {
  readonly getter: PluginGetter;
  readonly version: Version;
}

async function installVersion(
  world: StoreWorld,
  tools: InstallTools,
  attempt: Attempt,
): Promise<Result<NewPlugin, string>> {
  const { getter, source, version } = attempt;
  const named = canonicalVersion(version);
  const text = named.slice(1);
  if (version.prerelease !== '')
    return failed(
      `${source.text} ${named} is a pre-release; install it with "plugins install --path" if you need it`,
    );
  try {
    const release = await trustedRelease(tools, getter, { source, version: text });
    if (!release.ok) return release;
    const { files } = release.value;
    const { os, architecture } = world.environment;
    const isForUs = (each: RemoteFile) => each.os === os && each.architecture === architecture;
    const file = files.find(isForUs);
    if (!file)
      return failed(`${getter.name} has no ${source.text} ${named} for ${os} ${architecture}`);
    const locked = attempt.locked?.archives[platformName(world.environment)];
    if (attempt.locked && file.sha256 !== locked)
      return failed(notLocked(attempt.locked, file, locked));
    const installed = await installArchive(world, tools, attempt, file);
    return installed.ok ? ok({ ...installed.value, archives: sumsOf(files) }) : installed;
  } catch (error) {
    return failed(`${getter.name}: ${source.text} ${named}: ${messageOf(error)}`);
  }
}

/** A list of checksums whose signature was checked, and the archives in it that can be used. */
export interface TrustedRelease {
  readonly sums: string;
  readonly signature: Uint8Array | undefined;
  readonly files: readonly RemoteFile[];
}

/** Fetches what a release has. The error is a sentence. */
export async function trustedRelease(
  tools: InstallTools,
  getter: PluginGetter,
  { source, version }: { readonly source: SourceAddress; readonly version: string },
): Promise<Result<TrustedRelease, string>> {
  const sums = await getter.sums(source, version);
  const signature = await getter.signature(source, version);
  const trusted = await tools.checkSignature({ source, version, sums, signature });
  if (!trusted.ok) return trusted;
  const files = await getter.files(source, version, sums);
  const usable = files.filter(
    (each) => each.version === version && isCompatibleApi(each.apiVersion),
  );
  return ok({ sums, signature, files: usable });
}

const sumsOf = (files: readonly RemoteFile[]): PlatformSums =>
  Object.fromEntries(files.map((file) => [platformName(file), file.sha256]));

/**
 * The sums of the archives of one release, as the first place that has it lists them; empty if no
 * place has it.
 */
export async function archiveSums(
  tools: InstallTools,
  release: { readonly source: SourceAddress; readonly version: string },
): Promise<PlatformSums> {
  for (const getter of tools.getters.filter((each) => each.serves(release.source))) {
    const found = await trustedRelease(tools, getter, release).catch(() => undefined);
    if (found?.ok) return sumsOf(found.value.files);
  }
  return {};
}

function notLocked(locked: LockedPlugin, file: RemoteFile, sum: string | undefined): string {
  const platform = platformName(file);
  return sum === undefined
    ? `the lock file has no checksum of ${locked.source} ${locked.version} for ${platform}; "init -upgrade" adds those of all platforms`
    : otherArchive(file, sum);
}

/** The sentence for an archive that is not the one in the lock file. */
export function otherArchive({ fileName, sha256 }: RemoteFile, locked: string): string {
  return `${fileName} is not the archive that is locked: the lock file says ${locked}, the list of checksums ${sha256}`;
}

/** Fetches an archive that is the one in the list of checksums. The error is a sentence. */
export async function fetchArchive(
  { sha256 }: InstallTools,
  getter: PluginGetter,
  source: SourceAddress,
  file: RemoteFile,
): Promise<Result<Uint8Array, string>> {
  const archive = await getter.archive(source, file.version, file.fileName);
  const sum = sha256(archive);
  if (sum === file.sha256) return ok(archive);
  return failed(
    `the checksum of ${file.fileName} is wrong: the list says ${file.sha256}, the file has ${sum}`,
  );
}

async function installArchive(
  world: StoreWorld,
  tools: InstallTools,
  { getter, source, version, force, locked }: Attempt,
  file: RemoteFile,
): Promise<Result<Omit<NewPlugin, 'archives'>, string>> {
  const named = canonicalVersion(version);
  const name = binaryName(source.name, named, file.apiVersion, world.environment);
  const path = joinPath(world, world.pluginFolder, ...source.parts, name);
  const present = force ? undefined : await intactSum(world, path);
  if (
    present !== undefined &&
    (locked === undefined || (await isLocked(world, locked, { path, sha256: present })))
  )
    return ok({ version: named, path, isNew: false, sha256: present });
  const archive = await fetchArchive(tools, getter, source, file);
  if (!archive.ok) return archive;
  const member = zipMember(archive.value, name, tools.inflate);
  if (!member.ok) return failed(`${file.fileName}: ${member.error}`);
  const expected = locked?.binaries[platformName(file)];
  if (expected !== undefined && expected !== tools.sha256(member.value))
    return failed(`${name} is not the executable that is locked`);
  const refusal = await tryOut(world, { name, version, source, content: member.value });
  if (refusal !== undefined) return failed(refusal);
  const sha256 = await place(world, once(member.value), path, file.sha256);
  return ok({ version: named, path, isNew: true, sha256 });
}

/** The sum of an installed executable, if it is the one in its checksum file. */
async function intactSum(world: StoreWorld, path: string): Promise<string | undefined> {
  try {
    const expected = new TextDecoder().decode(await world.files.read(`${path}${checksumSuffix}`));
    const sum = await world.files.sha256(path);
    return expected.slice(0, 64).toLowerCase() === sum ? sum : undefined;
  } catch {
    return undefined;
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

const manualInstall = ({
  text,
}: SourceAddress) => `Remote installation of pre-release plugin versions is unsupported.
This is likely an upstream issue, which should be reported.
If you require this specific version of the plugin, download the binary and install it manually.

tspacker plugins install --path '<plugin_binary>' ${text}`;

interface TriedPlugin {
  readonly name: string;
  readonly version: Version;
  readonly source: SourceAddress;
  readonly content: Uint8Array;
}

/** Runs the verified executable from a temporary folder and compares what it says; the text says what is wrong. */
async function tryOut(world: StoreWorld, plugin: TriedPlugin): Promise<string | undefined> {
  const folder = await world.files.makeTemporaryFolder('tspacker-plugin-');
  try {
    const path = joinPath(world, folder, plugin.name);
    await world.files.write(path, plugin.content, 0o755);
    const { version: text } = await world.describe(path);
    const reported = parseVersion(text);
    if (reported && reported.prerelease !== '')
      return `binary reported a pre-release version of ${text}\n${manualInstall(plugin.source)}`;
    if (!reported || compareVersions(reported, plugin.version) !== 0)
      return `the binary says that it is version ${text}, not ${canonicalVersion(plugin.version)}`;
    return undefined;
  } finally {
    await world.files.remove(folder);
  }
}
