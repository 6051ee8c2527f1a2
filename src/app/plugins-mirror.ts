import { parseVersionConstraints } from '../base/index.ts';
import { lockedFor, mirrorLatest, parseSourceAddress } from '../pluginstore/index.ts';
import type { PluginRequirement } from '../template/index.ts';
import type { FoundLock } from './lock-file.ts';
import { readableLock } from './readable-lock.ts';
import { requirementsOf } from './requirements.ts';
import type { StoreHost } from './store-host.ts';
import type { TemplateRequest } from './declared.ts';

/** What the command line says about `plugins mirror`. */
export interface MirrorCommand extends TemplateRequest {
  /** The mirror; made where it does not exist. */
  readonly folder: string;
  /** Written `linux_amd64`; none means all that there are. */
  readonly platforms: readonly string[];
}

/**
 * Puts the plugins a template requires into a folder that `init` can install from: the locked
 * versions, or the newest that meet the requirements. True if all are there in the end.
 */
export async function pluginsMirror(command: MirrorCommand, host: StoreHost): Promise<boolean> {
  const required = await requirementsOf(command, host);
  if (required === undefined) return false;
  const found = await readableLock(command.path, host);
  if (found === undefined) return false;
  let fine = true;
  for (const requirement of required)
    fine = (await mirrorOne(requirement, command, found, host)) && fine;
  return fine;
}

async function mirrorOne(
  { source: text, version }: PluginRequirement,
  { folder, platforms }: MirrorCommand,
  { lock }: FoundLock,
  host: StoreHost,
): Promise<boolean> {
  const say = (level: 'say' | 'error', words: string) =>
    host.listener.emit({ kind: 'said', level, text: words });
  const source = parseSourceAddress(text);
  const asked = parseVersionConstraints(version);
  if (!source.ok || !asked.ok) return false;
  const locked = lockedFor(lock ?? [], text, asked.value);
  const exact = locked && parseVersionConstraints(`=${locked.version}`);
  const mirrored = await mirrorLatest(host.store, await host.installTools(), {
    source: source.value,
    constraints: exact?.ok ? exact.value : asked.value,
    platforms,
    folder,
    ...(locked && Object.keys(locked.archives).length > 0 && { locked }),
  });
  if (mirrored.ok) {
    const { version: got, platforms: list } = mirrored.value;
    await say('say', `Mirrored ${text} v${got} for ${list.join(', ')}`);
  } else {
    const why = mirrored.error.map((each) => `\t* ${each}\n`).join('');
    await say('error', `Failed mirroring the "${text}" plugin:\n${why}`);
  }
  return mirrored.ok;
}
