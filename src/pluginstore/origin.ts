import type { StoreWorld } from './world.ts';

/** Out of which archive an executable came: kept beside it, bound to its bytes. */
export interface Origin {
  /** SHA-256 sums in lower-case hexadecimal digits. */
  readonly archive: string;
  readonly binary: string;
}

/** Where the origin of an executable is kept. The dot keeps it out of every listing of plugins. */
export function originPath(world: Pick<StoreWorld, 'environment'>, executable: string): string {
  const at = executable.lastIndexOf(world.environment.pathSeparator) + 1;
  return `${executable.slice(0, at)}.${executable.slice(at)}_ARCHIVE`;
}

/** The text that is kept. */
export const originText = ({ archive, binary }: Origin) => `archive ${archive}\nbinary ${binary}\n`;

/** The sum of the archive that this executable, with these bytes, came out of, if that is known. */
export async function archiveOf(
  world: StoreWorld,
  executable: string,
  sha256: string,
): Promise<string | undefined> {
  const content = await world.files.read(originPath(world, executable)).catch(() => undefined);
  if (!content) return undefined;
  const text = new TextDecoder().decode(content.subarray(0, 256));
  const [, archive, binary] = /^archive ([0-9a-f]{64})\nbinary ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return binary === sha256 ? archive : undefined;
}
