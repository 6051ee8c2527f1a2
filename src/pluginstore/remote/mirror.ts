import { replaceFile } from '../../platform/index.ts';
import {
  compareVersions,
  failed,
  messageOf,
  ok,
  parseVersion,
  type Result,
  type VersionConstraint,
} from '../../base/index.ts';
import { canonicalVersion } from '../binary-name.ts';
import { type LockedPlugin, platformName } from '../lock.ts';
import type { SourceAddress } from '../source-address.ts';
import { joinPath, type StoreWorld } from '../world.ts';
import type { PluginGetter, RemoteFile } from './getter.ts';
import {
  fetchArchive,
  gettersFor,
  type InstallTools,
  matchingVersions,
  otherArchive,
  type TrustedRelease,
  trustedRelease,
} from './install-latest.ts';
import { namespaceOf, versionIndex } from './releases.ts';

/** Which plugin a mirror is to have. */
export interface MirrorRequest {
  readonly source: SourceAddress;
  readonly constraints: readonly VersionConstraint[];
  /** Written `linux_amd64`; none means all that there are. */
  readonly platforms: readonly string[];
  /** The folder of the mirror. */
  readonly folder: string;
  /** The archives must be these. */
  readonly locked?: LockedPlugin;
}

/** What a mirror has now. */
export interface MirroredPlugin {
  /** Without `v`. */
  readonly version: string;
  readonly platforms: readonly string[];
}

/**
 * Puts the newest version that meets the constraints into a mirror: the list of checksums and its
 * signature byte for byte, and the archives, each verified. The errors are those of all attempts.
 */
export async function mirrorLatest(
  world: StoreWorld,
  tools: InstallTools,
  request: MirrorRequest,
): Promise<Result<MirroredPlugin, readonly string[]>> {
  const { source } = request;
  const getters = gettersFor(tools, source);
  if (!getters.ok) return failed([getters.error]);
  const errors: string[] = [];
  for (const getter of getters.value) {
    const versions = await matchingVersions(getter, request);
    if (!versions.ok) {
      errors.push(versions.error);
      if (getter.fallsThrough) continue;
      return failed(errors);
    }
    for (const found of versions.value.filter(({ prerelease }) => prerelease === '')) {
      const version = canonicalVersion(found).slice(1);
      try {
        const release = await trustedRelease(tools, getter, { source, version });
        const mirrored = release.ok
          ? await copyRelease(world, tools, { ...request, getter, version, ...release.value })
          : release;
        if (mirrored.ok) return mirrored;
        errors.push(mirrored.error);
      } catch (error) {
        errors.push(`${getter.name}: ${source.text} v${version}: ${messageOf(error)}`);
      }
    }
  }
  return failed(
    errors.length > 0 ? errors : [`no release of ${source.text} meets the version constraints`],
  );
}

interface Copying extends MirrorRequest, TrustedRelease {
  readonly getter: PluginGetter;
  readonly version: string;
}

async function copyRelease(
  world: StoreWorld,
  tools: InstallTools,
  copying: Copying,
): Promise<Result<MirroredPlugin, string>> {
  const { source, version, platforms, folder, sums, signature, files } = copying;
  const isWanted = (file: RemoteFile) =>
    platforms.length === 0 || platforms.includes(platformName(file));
  const wanted = files.filter(isWanted);
  const absent = platforms.filter((each) => wanted.every((file) => platformName(file) !== each));
  if (absent.length > 0 || wanted.length === 0)
    return failed(
      `${copying.getter.name} has no ${source.text} v${version} for ${absent.join(', ') || 'any platform'}`,
    );
  const plugin = `packer-plugin-${source.name}`;
  const top = joinPath(world, folder, ...namespaceOf(source).split('/'), plugin);
  const own = joinPath(world, top, version);
  await world.files.makeFolder(own);
  for (const file of wanted) {
    const error = await copyArchive(world, tools, { ...copying, file, own });
    if (error !== undefined) return failed(error);
  }
  const begin = joinPath(world, own, `${plugin}_${version}`);
  const protocol = (wanted[0]?.apiVersion ?? 'x5.0').slice(1);
  const manifest = { version: 1, metadata: { protocol_version: protocol } };
  await put(world, `${begin}_manifest.json`, `${JSON.stringify(manifest)}\n`);
  if (signature) await put(world, `${begin}_SHA256SUMS.sig`, signature);
  await put(world, `${begin}_SHA256SUMS`, sums);
  await addToIndex(world, joinPath(world, top, 'index.json'), plugin, version);
  return ok({ version, platforms: wanted.map(platformName).sort() });
}

async function copyArchive(
  world: StoreWorld,
  tools: InstallTools,
  copying: Copying & { readonly file: RemoteFile; readonly own: string },
): Promise<string | undefined> {
  const { getter, source, locked, file, own } = copying;
  const expected = locked?.archives[platformName(file)];
  if (locked !== undefined && expected !== file.sha256)
    return otherArchive(file, expected ?? 'nothing');
  const path = joinPath(world, own, file.fileName);
  const present = await world.files.sha256(path).catch(() => undefined);
  if (present === file.sha256) return undefined;
  const archive = await fetchArchive(tools, getter, source, file);
  if (!archive.ok) return archive.error;
  await put(world, path, archive.value);
  return undefined;
}

/** Writes a file, all of it or nothing. */
async function put(
  { files, environment }: StoreWorld,
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  const half = `${path}.${environment.processId}.part`;
  await replaceFile(files, { path, half }, () => files.write(half, content, 0o644));
}

async function addToIndex(
  world: StoreWorld,
  path: string,
  plugin: string,
  version: string,
): Promise<void> {
  const before = await world.files.read(path).catch(() => undefined);
  const known = before
    ? Object.keys(versionIndex().parse(JSON.parse(new TextDecoder().decode(before))).versions)
    : [];
  const all = [...new Set([...known, version])].sort((a, b) => {
    const [one, other] = [parseVersion(a), parseVersion(b)];
    return one && other ? compareVersions(one, other) : 0;
  });
  const versions = Object.fromEntries(all.map((each) => [each, { name: plugin, version: each }]));
  await put(world, path, `${JSON.stringify({ name: plugin, versions }, null, 2)}\n`);
}
