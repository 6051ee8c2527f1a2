import { artifact, type Artifact, type Data, type DataMap } from 'tspacker/sdk';
import type { Driver } from './driver/driver.ts';

/** Identifies images that docker knows by an id or a name. */
export const importedId = 'packer.post-processor.docker-import';
/** Identifies images that have been given names. */
export const taggedId = 'packer.post-processor.docker-tag';
/** Identifies exported containers. */
export const exportedId = 'packer.docker';

/** What an image in docker's store is described by. */
export interface ImageFacts {
  readonly builderId: string;
  readonly id: string;
  readonly tags?: readonly string[];
  readonly generatedData?: DataMap;
  readonly metadata?: DataMap;
}

/** An image in docker's store. */
export function imageArtifact(driver: Driver, facts: ImageFacts): Artifact {
  const { tags = [], generatedData, metadata } = facts;
  const state = new Map<string, Data>();
  if (facts.tags !== undefined) state.set('docker_tags', tags);
  if (generatedData !== undefined) state.set('generated_data', generatedData);
  if (metadata !== undefined) state.set('par.artifact.metadata', metadata);
  const named = tags.length === 0 ? '' : ` with tags ${tags.join(' ')}`;
  return artifact({
    builderId: facts.builderId,
    id: facts.id,
    text: `Imported Docker image: ${facts.id}${named}`,
    state,
    destroy: () => driver.deleteImage(facts.id),
  });
}
