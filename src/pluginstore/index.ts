// The face of pluginstore: which plugins are installed, and whether they may be used.
export {
  type BinaryName,
  canonicalVersion,
  type Target,
} from './binary-name.ts';
export {
  type Candidate,
  type CandidateFilter,
  listCandidates,
} from './candidates.ts';
export {
  type Describing,
  type DescribeOutput,
  installFile,
  type InstallRefusal,
  type ReadDescription,
} from './install-file.ts';
export { chooseInstalled, listInstalled } from './list.ts';
export {
  chooseLocked,
  type LockedChoice,
  type LockedPlugin,
  lockedFor,
  type PlatformSums,
  platformName,
  type PluginLock,
} from './lock.ts';
export { removePlaced } from './place.ts';
export { parseSourceAddress, type SourceAddress } from './source-address.ts';
export { type RememberedSchemas, rememberedSchemas } from './schema-memory.ts';
export { type Accepts, type InstalledPlugin, verify } from './verify.ts';
export type { Description, StoreWorld } from './world.ts';
export type { Fetching } from './remote/download.ts';
export type { PluginGetter, RemoteFile } from './remote/getter.ts';
export { github, type GithubSettings } from './remote/github.ts';
export {
  archiveSums,
  installLatest,
  type InstallTools,
  type NewPlugin,
  type SignatureRequest,
  type WantedPlugin,
} from './remote/install-latest.ts';
export { folderWeb } from './remote/folder-web.ts';
export { mirrorLatest, type MirroredPlugin, type MirrorRequest } from './remote/mirror.ts';
export { mirrorSite, ownHosts, releaseSite } from './remote/releases.ts';
export { type GivenKeys, signatureCheck, type SignaturePolicy } from './remote/signature.ts';
export type { Inflate } from './remote/zip.ts';
