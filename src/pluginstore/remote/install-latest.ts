import {
  compareVersions,
  failed,
  ok,
  parseVersion,
  type Result,
  satisfies,
  type Version,
  type VersionConstraint,
} from '../../base/index.ts';
import { binaryName, canonicalVersion, checksumSuffix } from '../binary-name.ts';
import { isCompatibleApi } from '../candidates.ts';
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
}

/** What was installed; undefined as a whole if the right plugin was there already. */
export interface NewPlugin {
  /** With `v`. */
  readonly version: string;
  readonly path: string;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Installs the newest version that meets the constraints (plugin-protocol 7.9). The errors are what
 * went wrong with each getter and version, in the order of the attempts.
 */
export async function installLatest(
  world: StoreWorld,
  tools: InstallTools,
  wanted: WantedPlugin,
): Promise<Result<NewPlugin | undefined, readonly string[]>> {
  const { source } = wanted;
  const [host, ...rest] = source.parts;
  if (host !== 'github.com' || rest.length !== 2)
    return failed([
      rest.length === 2
        ? `"${source.text}" doesn't appear to be a valid "github.com" source address; check source and try again.`
        : `Invalid github.com URI "${source.text}": a Github-compatible source must be in the github.com/<namespace>/<name> format.`,
    ]);
  const errors: string[] = [];
  for (const getter of tools.getters.filter((each) => each.serves(source))) {
    const versions = await matchingVersions(getter, wanted);
    if (!versions.ok) {
      errors.push(versions.error);
      if (getter.fallsThrough) continue;
      return failed(errors);
    }
    for (const version of versions.value) {
      const installed = await installVersion(world, tools, { ...wanted, getter, version });
      if (installed.ok) return installed;
      errors.push(installed.error);
    }
  }
  if (errors.length === 0)
    errors.push(`no release of ${source.text} meets the version constraints`);
  return failed(errors);
}

/** Newest first. */
async function matchingVersions(
  getter: PluginGetter,
  { source, constraints }: WantedPlugin,
): Promise<Result<readonly Version[], string>> {
  try {
    const all = (await getter.versions(source)).flatMap((text) => parseVersion(text) ?? []);
    const matching = all.filter((version) => constraints.every((each) => satisfies(version, each)));
    return ok(matching.sort((a, b) => compareVersions(b, a)));
  } catch (error) {
    return failed(`${getter.name}: ${reasonOf(error)}`);
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
): Promise<Result<NewPlugin | undefined, string>> {
  const { getter, source, version } = attempt;
  const named = canonicalVersion(version);
  const text = named.slice(1);
  if (version.prerelease !== '')
    return failed(
      `${source.text} ${named} is a pre-release; install it with "plugins install --path" if you need it`,
    );
  try {
    const sums = await getter.sums(source, text);
    const signature = await getter.signature(source, text);
    const trusted = await tools.checkSignature({ source, version: text, sums, signature });
    if (!trusted.ok) return trusted;
    const { os, architecture } = world.environment;
    const file = (await getter.files(source, text, sums)).find(
      (each) =>
        each.os === os &&
        each.architecture === architecture &&
        each.version === text &&
        isCompatibleApi(each.apiVersion),
    );
    if (!file)
      return failed(`${getter.name} has no ${source.text} ${named} for ${os} ${architecture}`);
    return await installArchive(world, tools, attempt, file);
  } catch (error) {
    return failed(`${getter.name}: ${source.text} ${named}: ${reasonOf(error)}`);
  }
}

async function installArchive(
  world: StoreWorld,
  tools: InstallTools,
  { getter, source, version, force }: Attempt,
  file: RemoteFile,
): Promise<Result<NewPlugin | undefined, string>> {
  const named = canonicalVersion(version);
  const name = binaryName(source.name, named, file.apiVersion, world.environment);
  const path = joinPath(world, world.pluginFolder, ...source.parts, name);
  if (!force && (await isIntact(world, path))) return ok(undefined);
  const archive = await getter.archive(source, named.slice(1), file.fileName);
  const sum = tools.sha256(archive);
  if (sum !== file.sha256)
    return failed(
      `the checksum of ${file.fileName} is wrong: the list says ${file.sha256}, the file has ${sum}`,
    );
  const member = zipMember(archive, name, tools.inflate);
  if (!member.ok) return failed(`${file.fileName}: ${member.error}`);
  const refusal = await tryOut(world, { name, version, content: member.value });
  if (refusal !== undefined) return failed(refusal);
  await place(world, once(member.value), path);
  return ok({ version: named, path });
}

async function isIntact(world: StoreWorld, path: string): Promise<boolean> {
  try {
    const expected = new TextDecoder().decode(await world.files.read(`${path}${checksumSuffix}`));
    return expected.slice(0, 64).toLowerCase() === (await world.files.sha256(path));
  } catch {
    return false;
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/** Runs the verified executable from a temporary folder and compares what it says; the text says what is wrong. */
async function tryOut(
  world: StoreWorld,
  plugin: { readonly name: string; readonly version: Version; readonly content: Uint8Array },
): Promise<string | undefined> {
  const folder = await world.files.makeTemporaryFolder('tspacker-plugin-');
  try {
    const path = joinPath(world, folder, plugin.name);
    await world.files.write(path, plugin.content, 0o755);
    const { version: text } = await world.describe(path);
    const reported = parseVersion(text);
    if (reported && reported.prerelease !== '')
      return `binary reported a pre-release version of ${text}`;
    if (!reported || compareVersions(reported, plugin.version) !== 0)
      return `the binary says that it is version ${text}, not ${canonicalVersion(plugin.version)}`;
    return undefined;
  } finally {
    await world.files.remove(folder);
  }
}
