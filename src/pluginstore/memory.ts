import * as z from 'zod/mini';
import { type Description, joinPath, type StoreWorld } from './world.ts';

/** What was found out about a binary that had this identity. */
export interface Remembered {
  readonly identity: string;
  readonly sha256: string;
  readonly description: Description;
}

const names = z.array(z.string());
const descriptionShape = z.object({
  version: z.string(),
  apiVersion: z.string(),
  protocolVersion: z.optional(z.string()),
  sdkVersion: z.string(),
  wire: z.enum(['gorpc', 'jsonrpc']),
  components: z.object({
    builder: names,
    provisioner: names,
    'post-processor': names,
    datasource: names,
  }),
});
const shape = z.object({
  identity: z.string(),
  sha256: z.string(),
  description: descriptionShape,
});

const fileName = (key: string) => `tspacker-plugin-${key}.json`;

/** A short name for a path: equal paths, equal names; the content says whether it is the right one. */
function keyOf(path: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(path))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/**
 * What was found out about the binary at this path, if it is still the same file. A changed file, a
 * damaged or a foreign entry count as nothing.
 */
export async function recall(
  world: StoreWorld,
  path: string,
  identity: string,
): Promise<Remembered | undefined> {
  try {
    const file = joinPath(world, world.cacheFolder, fileName(keyOf(path)));
    const text = new TextDecoder().decode(await world.files.read(file));
    const entry = shape.safeParse(JSON.parse(text));
    if (!entry.success || entry.data.identity !== `${path}:${identity}`) return undefined;
    const { protocolVersion, ...rest } = entry.data.description;
    const description = { ...rest, ...(protocolVersion !== undefined && { protocolVersion }) };
    return { ...entry.data, description };
  } catch {
    return undefined;
  }
}

/** Remembers; a cache folder that cannot be written only costs time. */
export async function remember(world: StoreWorld, path: string, found: Remembered): Promise<void> {
  try {
    await world.files.makeFolder(world.cacheFolder);
    const file = joinPath(world, world.cacheFolder, fileName(keyOf(path)));
    const whole = { ...found, identity: `${path}:${found.identity}` };
    const half = `${file}.${world.environment.processId}`;
    await world.files.write(half, JSON.stringify(whole));
    await world.files.rename(half, file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    world.log.write('debug', `what ${path} offers could not be remembered: ${why}`);
  }
}
