import { compareVersions, satisfies, type VersionConstraint } from '../base/index.ts';
import { type BinaryName, checksumSuffix, parseBinaryName } from './binary-name.ts';
import type { SourceAddress } from './source-address.ts';
import { joinPath, type StoreWorld } from './world.ts';

/** A file that may be an installed plugin: its name fits, its content was not looked at. */
export interface Candidate {
  readonly path: string;
  /** The folder below the plugin folder, with slashes: the source address. */
  readonly source: string;
  readonly name: BinaryName;
}

/** Which candidates are wanted. */
export interface CandidateFilter {
  /** Only plugins from there. */
  readonly source?: SourceAddress;
  /** All must hold for the version without its pre-release. */
  readonly constraints?: readonly VersionConstraint[];
  /** Leave pre-releases out. */
  readonly releasesOnly?: boolean;
  /** Take any API version, not just those this host can talk to. */
  readonly anyApiVersion?: boolean;
}

/** How deep the plugin folder is searched. */
const maximumDepth = 16;

/** The API version of this host; a plugin's minor number may be lower. */
const hostApi = { major: 5, minor: 0 } as const;

/** Whether this host can talk to a plugin of that API version, written `x5.0`. */
export function isCompatibleApi(apiVersion: string): boolean {
  const match = /^x(\d+)\.(\d+)$/.exec(apiVersion);
  return match !== null && Number(match[1]) === hostApi.major && Number(match[2]) <= hostApi.minor;
}

/**
 * Files whose names make them plugins for this machine, ascending by plugin, version and API version
 * (plugin-protocol 7.4). Nothing is run or hashed.
 */
export async function listCandidates(
  world: StoreWorld,
  filter: CandidateFilter,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  const folders = filter.source?.parts ?? [];
  const root = joinPath(world, world.pluginFolder, ...folders);
  await walk(world, { path: root, parts: folders }, found);
  return found.filter((candidate) => isWanted(candidate, filter)).sort(byPluginAndVersion);
}

interface Folder {
  readonly path: string;
  readonly parts: readonly string[];
}

async function walk(world: StoreWorld, folder: Folder, found: Candidate[]): Promise<void> {
  if (folder.parts.length > maximumDepth) return;
  const names = await world.files.list(folder.path).catch(() => []);
  for (const name of names) {
    const path = joinPath(world, folder.path, name);
    const status = await world.files.linkStatus(path).catch(() => undefined);
    if (status?.kind === 'directory')
      await walk(world, { path, parts: [...folder.parts, name] }, found);
    else if (folder.parts.length > 0) consider(world, { path, name, folder }, found);
  }
}

function consider(
  world: StoreWorld,
  { path, name, folder }: { readonly path: string; readonly name: string; readonly folder: Folder },
  found: Candidate[],
): void {
  if (name.endsWith(checksumSuffix)) return;
  const parsed = parseBinaryName(name, world.environment);
  if (parsed === undefined) return;
  if ('reason' in parsed) world.log.write('trace', `${path}: ${parsed.reason}`);
  else found.push({ path, source: folder.parts.join('/'), name: parsed });
}

function isWanted({ name }: Candidate, filter: CandidateFilter): boolean {
  if (filter.source && name.plugin !== filter.source.name) return false;
  if (filter.releasesOnly && name.version.prerelease !== '') return false;
  if (!filter.anyApiVersion && !isCompatibleApi(name.apiVersion)) return false;
  const core = { ...name.version, prerelease: '' };
  return (filter.constraints ?? []).every((constraint) => satisfies(core, constraint));
}

function byPluginAndVersion(a: Candidate, b: Candidate): number {
  if (a.name.plugin !== b.name.plugin) return a.name.plugin < b.name.plugin ? -1 : 1;
  const byVersion = compareVersions(a.name.version, b.name.version);
  if (byVersion !== 0) return byVersion;
  return a.name.apiVersion < b.name.apiVersion ? -1 : a.name.apiVersion > b.name.apiVersion ? 1 : 0;
}
