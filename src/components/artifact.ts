import type { Data } from './data.ts';

/** What a builder or post-processor made. Usable after its maker returned, until the run ends. */
export interface Artifact {
  /** Identifies the kind of artifact, such as `packer.file`. */
  builderId(): Promise<string>;
  files(): Promise<readonly string[]>;
  id(): Promise<string>;
  /** The line of the final summary. */
  text(): Promise<string>;
  /** Data under a name known to both sides, such as `generated_data`; undefined if there is none. */
  state(name: string): Promise<Data | undefined>;
  /** Deletes what was made. */
  destroy(): Promise<void>;
}
