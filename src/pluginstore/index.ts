// The face of pluginstore: which plugins are installed, and whether they may be used.
export {
  type BinaryName,
  binaryName,
  canonicalVersion,
  checksumSuffix,
  type Target,
} from './binary-name.ts';
export {
  type Candidate,
  type CandidateFilter,
  isCompatibleApi,
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
export { removePlaced } from './place.ts';
export { parseSourceAddress, type SourceAddress } from './source-address.ts';
export { type InstalledPlugin, verify } from './verify.ts';
export type { Description, StoreWorld } from './world.ts';
