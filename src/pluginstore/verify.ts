import { messageOf, parseVersion } from '../base/index.ts';
import { canonicalVersion, checksumSuffix } from './binary-name.ts';
import type { Candidate } from './candidates.ts';
import { recall, remember } from './memory.ts';
import type { Description, StoreWorld } from './world.ts';

/** An installed plugin whose bytes are those of its checksum file and that says what its name says. */
export interface InstalledPlugin extends Candidate {
  readonly sha256: string;
  /** Tells whether the file is still the one that was verified. */
  readonly identity: string;
  readonly description: Description;
}

/** Hexadecimal digits of a SHA-256. */
const digits = 64;

/** Whether an executable with this sum may be run. */
export type Accepts = (sha256: string) => Promise<boolean>;

/**
 * Verifies a candidate: checksum first, then what it says about itself; nothing is run before its
 * bytes are known to be right. Undefined, with a line in the log, where it cannot be used.
 */
export async function verify(
  world: StoreWorld,
  candidate: Candidate,
  accepts: Accepts = () => Promise.resolve(true),
): Promise<InstalledPlugin | undefined> {
  try {
    const refusal = await examine(world, candidate, accepts);
    if (typeof refusal !== 'string') return refusal;
    world.log.write('trace', refusal);
  } catch (error) {
    const why = messageOf(error);
    world.log.write('trace', `${candidate.path} is ignored: ${why}`);
  }
  return undefined;
}

/** The plugin, or the line for the log that says why not. */
async function examine(
  world: StoreWorld,
  candidate: Candidate,
  accepts: Accepts,
): Promise<InstalledPlugin | string> {
  const { path } = candidate;
  const expected = await checksumOf(world, path);
  if (expected === undefined)
    return `No checksum found for "${path}" ignoring possibly unsafe binary`;
  const identity = await world.files.identity(path);
  const known = await recall(world, path, identity);
  const sha256 = known?.sha256 ?? (await world.files.sha256(path));
  if (sha256 !== expected)
    return `Checksums (*sha256.digest) did not match. Expected: ${expected} Got: ${sha256} for ${path}`;
  if (!(await accepts(sha256))) return `${path} is ignored: its bytes are not the locked ones`;
  const description = known?.description ?? (await world.describe(path));
  const mismatch = disagreement(candidate, description);
  if (mismatch !== undefined) return `${path} is ignored: ${mismatch}`;
  if (!known) await remember(world, path, { identity, sha256, description });
  return { ...candidate, sha256, identity, description };
}

async function checksumOf(world: StoreWorld, path: string): Promise<string | undefined> {
  const content = await world.files.read(`${path}${checksumSuffix}`).catch(() => undefined);
  if (!content) return undefined;
  const text = new TextDecoder().decode(content.subarray(0, digits)).toLowerCase();
  return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}

/** How name and description differ, if they do. */
function disagreement({ name }: Candidate, description: Description): string | undefined {
  const described = parseVersion(description.version);
  const version = described && canonicalVersion(described);
  if (version !== name.versionText)
    return `plugin reported version ${version ?? description.version} but its name says ${name.versionText}`;
  if (description.apiVersion !== name.apiVersion)
    return `plugin reported API version ${description.apiVersion} but its name says ${name.apiVersion}`;
  return undefined;
}
