import pLimit from 'p-limit';
import { failed, messageOf, ok, parseVersionConstraints, type Result } from '../base/index.ts';
import {
  archiveSums,
  canonicalVersion,
  chooseLocked,
  listInstalled,
  type LockedPlugin,
  lockedFor,
  parseSourceAddress,
  platformName,
  type PluginLock,
} from '../pluginstore/index.ts';
import type { PluginRequirement } from '../template/index.ts';
import { writeLock } from './lock-file.ts';
import { installFromNetwork } from './plugin-install.ts';
import { readableLock } from './readable-lock.ts';
import { requirementsOf } from './requirements.ts';
import type { StoreHost } from './store-host.ts';
import type { TemplateRequest } from './declared.ts';

/** What the command line says about `init`. */
export interface InitRequest extends TemplateRequest {
  /** Install the newest matching version even if another one is installed. */
  readonly upgrade: boolean;
  /** Install again what is installed. */
  readonly force: boolean;
  /**
   * `auto` keeps an existing lock file up to date and begins one when something is installed; `update`
   * always writes it; `readonly` fails where it would have to change.
   */
  readonly lockfile: 'auto' | 'update' | 'readonly';
}

/** Plugins that are installed at once: each archive is in memory until it is unpacked. */
const atOnce = 4;

/** Installs the plugins a template requires (cli 5.3). True if all of them are there in the end. */
export async function init(request: InitRequest, host: StoreHost): Promise<boolean> {
  const required = await requirementsOf(request, host);
  if (required === undefined) return false;
  if (required.length === 0) return true;
  const found = await readableLock(request.path, host);
  if (found === undefined) return false;
  const { lock } = found;
  const limit = pLimit(atOnce);
  const satisfied = await Promise.all(
    required.map((requirement) =>
      limit(async () => {
        const outcome = await satisfy(requirement, { ...request, lock, path: found.path }, host);
        if (!outcome.ok) await complain(outcome.error, host);
        return outcome;
      }),
    ),
  );
  const inPlace = satisfied.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  if (inPlace.length < required.length) return false;
  const begins = request.lockfile === 'update' || inPlace.some(({ isNew }) => isNew);
  if (request.lockfile === 'readonly' || (lock === undefined && !begins)) return true;
  const whole = await Promise.all(inPlace.map((each) => completed(each, lock ?? [], host)));
  try {
    await writeLock(found, merged(lock ?? [], whole), host.store);
    return true;
  } catch (error) {
    const why = messageOf(error);
    await complain(`The lock file could not be written: ${why}`, host);
    // Nobody asked for a new one: a folder that cannot be written is as good as under Packer.
    return lock === undefined && request.lockfile === 'auto';
  }
}

const complain = (text: string, { listener }: StoreHost) =>
  listener.emit({ kind: 'said', level: 'error', text });

/** A required plugin that is installed now, and what a lock file says about it. */
interface InPlace {
  readonly entry: LockedPlugin;
  readonly isNew: boolean;
}

interface Situation extends InitRequest {
  readonly lock: PluginLock | undefined;
  /** Of the lock file. */
  readonly path: string;
}

async function satisfy(
  requirement: PluginRequirement,
  situation: Situation,
  host: StoreHost,
): Promise<Result<InPlace, string>> {
  const { source, version } = requirement;
  const { lock, upgrade, force, lockfile } = situation;
  const constraints = parseVersionConstraints(version);
  if (!constraints.ok) return failed(constraints.error);
  const locked = upgrade ? undefined : lockedFor(lock ?? [], source, constraints.value);
  if (locked) return satisfyLocked(requirement, locked, situation, host);
  if (lockfile === 'readonly')
    return failed(
      lock === undefined
        ? `There is no lock file ${situation.path}, which -lockfile=readonly asks for. Run "tspacker init" without it and keep the file it writes.`
        : `The lock file ${situation.path} has no version of ${source} that meets "${version}", and -lockfile=readonly keeps it from changing. Run "tspacker init" without it and keep what it writes.`,
    );
  const newest = await newestInstalled(requirement, host);
  if (newest && !upgrade && !force)
    return ok({ entry: entryOf(requirement, newest, host), isNew: false });
  const wanted = newest && force && !upgrade ? `=${newest.version}` : version;
  return install(requirement, { constraints: wanted, force }, host);
}

async function satisfyLocked(
  requirement: PluginRequirement,
  locked: LockedPlugin,
  { force }: Situation,
  host: StoreHost,
): Promise<Result<InPlace, string>> {
  const source = parseSourceAddress(locked.source);
  if (!source.ok) return source;
  const { plugin } = await chooseLocked(host.store, source.value, locked);
  const seen = { ...locked, constraints: requirement.version };
  if (!plugin || force)
    return install(requirement, { constraints: `=${locked.version}`, force, locked }, host);
  const entry = withBinary(seen, plugin.sha256, host);
  return ok({ entry, isNew: false });
}

async function install(
  { source, version }: PluginRequirement,
  how: { readonly constraints: string; readonly force: boolean; readonly locked?: LockedPlugin },
  host: StoreHost,
): Promise<Result<InPlace, string>> {
  const installed = await installFromNetwork({ source, ...how }, host);
  if (!installed.ok) return failed(`Failed getting the "${source}" plugin:\n${installed.error}`);
  const { sha256, archives, isNew } = installed.value;
  const known = how.locked ?? {
    source,
    version: installed.value.version.slice(1),
    archives,
    binaries: {},
  };
  return ok({ entry: withBinary({ ...known, constraints: version }, sha256, host), isNew });
}

interface Newest {
  readonly version: string;
  readonly sha256: string;
}

/** The newest installed release that meets a requirement. */
async function newestInstalled(
  { source, version }: PluginRequirement,
  { store }: StoreHost,
): Promise<Newest | undefined> {
  const address = parseSourceAddress(source);
  const constraints = parseVersionConstraints(version);
  if (!address.ok || !constraints.ok) return undefined;
  const installed = await listInstalled(store, {
    source: address.value,
    constraints: constraints.value,
    releasesOnly: true,
  });
  const newest = installed.at(-1);
  return (
    newest && { version: canonicalVersion(newest.name.version).slice(1), sha256: newest.sha256 }
  );
}

function entryOf(
  { source, version: constraints }: PluginRequirement,
  { version, sha256 }: Newest,
  host: StoreHost,
): LockedPlugin {
  return withBinary({ source, version, constraints, archives: {}, binaries: {} }, sha256, host);
}

/** With the sum of the executable for this platform. */
function withBinary(entry: LockedPlugin, sha256: string, { store }: StoreHost): LockedPlugin {
  return { ...entry, binaries: { ...entry.binaries, [platformName(store.environment)]: sha256 } };
}

/** With the sums for all platforms, as far as they can be had; a plugin from a file has none. */
async function completed(
  { entry }: InPlace,
  lock: PluginLock,
  host: StoreHost,
): Promise<LockedPlugin> {
  const source = parseSourceAddress(entry.source);
  const { version } = entry;
  const wasLocked = lock.some((old) => old.source === entry.source && old.version === version);
  if (!source.ok || wasLocked || Object.keys(entry.archives).length > 0) return entry;
  const archives = await archiveSums(await host.installTools(), { source: source.value, version });
  return { ...entry, archives };
}

/** Of the sources this template requires what it uses now, of all others what was there. */
function merged(lock: PluginLock, used: readonly LockedPlugin[]): PluginLock {
  const bySource = new Map<string, LockedPlugin>();
  for (const entry of used) {
    const key = `${entry.source} ${entry.version}`;
    const before = bySource.get(key);
    const texts = [...(before?.constraints.split(' and ') ?? []), entry.constraints];
    bySource.set(key, { ...entry, constraints: [...new Set(texts)].sort().join(' and ') });
  }
  const others = lock.filter(({ source }) => used.every((entry) => entry.source !== source));
  return [...others, ...bySource.values()];
}
