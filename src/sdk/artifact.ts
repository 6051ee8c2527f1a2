import type { Artifact, Data } from '../components/index.ts';

/** An artifact whose facts are known when it is made. */
export interface ArtifactFacts {
  /** Identifies the kind of artifact, such as `packer.file`. */
  readonly builderId: string;
  readonly id: string;
  readonly files?: readonly string[];
  /** The line of the final summary. */
  readonly text: string;
  readonly state?: ReadonlyMap<string, Data>;
  /** Deletes what was made; absent: there is nothing to delete. */
  destroy?(): Promise<void>;
}

/** Makes an artifact of facts. */
export function artifact(facts: ArtifactFacts): Artifact {
  return {
    builderId: async () => facts.builderId,
    id: async () => facts.id,
    files: async () => facts.files ?? [],
    text: async () => facts.text,
    state: async (name) => facts.state?.get(name),
    destroy: async () => facts.destroy?.(),
  };
}
