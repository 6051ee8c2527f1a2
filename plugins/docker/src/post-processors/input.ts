import type { Artifact, Data } from 'tspacker/sdk';

/** Refuses artifacts of other kinds. */
export async function expectInput(
  input: Artifact,
  kinds: readonly string[],
  advice: string,
): Promise<void> {
  const kind = await input.builderId();
  if (!kinds.includes(kind)) throw new Error(`Unknown artifact type: ${kind}\n${advice}`);
}

/** The names an image has been given, as an earlier post-processor noted them. */
export async function tagsOf(input: Artifact): Promise<readonly string[]> {
  const tags = await input.state('docker_tags');
  return isList(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}
