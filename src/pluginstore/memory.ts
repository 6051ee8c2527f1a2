import * as z from 'zod/mini';
import { messageOf, once } from '../base/index.ts';
import { type Description, joinPath, type StoreWorld } from './world.ts';

/** What was found out about a binary that had this identity. */
export interface Remembered {
  readonly identity: string;
  readonly sha256: string;
  readonly description: Description;
}

const shape = once(() => {
  const names = z.array(z.string());
  const components = z.object({
    builder: names,
    provisioner: names,
    'post-processor': names,
    datasource: names,
  });
  const description = z.object({
    version: z.string(),
    apiVersion: z.string(),
    protocolVersion: z.optional(z.string()),
    sdkVersion: z.string(),
    wire: z.enum(['gorpc', 'jsonrpc']),
    components,
  });
  return z.object({ identity: z.string(), sha256: z.string(), description });
});

/** A short name for a text: equal texts, equal names; the content says whether it is the right one. */
export function shortName(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

const fileName = (path: string) => `tspacker-plugin-${shortName(path)}.json`;

/**
 * What was found out about the binary at this path, if it is still the same file. A changed file, a
 * damaged or a foreign entry count as nothing.
 */
export async function recall(
  world: StoreWorld,
  path: string,
  identity: string,
): Promise<Remembered | undefined> {
  const entry = shape().safeParse(await readEntry(world, fileName(path)));
  if (!entry.success || entry.data.identity !== `${path}:${identity}`) return undefined;
  const { protocolVersion, ...rest } = entry.data.description;
  const description = { ...rest, ...(protocolVersion !== undefined && { protocolVersion }) };
  return { ...entry.data, description };
}

/** Remembers; a cache folder that cannot be written only costs time. */
export async function remember(world: StoreWorld, path: string, found: Remembered): Promise<void> {
  const whole = { ...found, identity: `${path}:${found.identity}` };
  await writeEntry(world, fileName(path), whole);
}

/** An entry of the cache folder; undefined where there is none that can be read. */
export async function readEntry(world: StoreWorld, name: string): Promise<unknown> {
  try {
    const file = joinPath(world, world.cacheFolder, name);
    return JSON.parse(new TextDecoder().decode(await world.files.read(file)));
  } catch {
    return undefined;
  }
}

/** Writes an entry whole or not at all; several may write it at a time, and the last one stays. */
export async function writeEntry(world: StoreWorld, name: string, entry: object): Promise<void> {
  try {
    await world.files.makeFolder(world.cacheFolder);
    const file = joinPath(world, world.cacheFolder, name);
    const half = `${file}.${world.environment.processId}`;
    await world.files.write(half, JSON.stringify(entry));
    await world.files.rename(half, file);
  } catch (error) {
    const why = messageOf(error);
    world.log.write('debug', `${name} could not be remembered: ${why}`);
  }
}
