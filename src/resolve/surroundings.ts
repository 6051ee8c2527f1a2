import type { Scope } from '../eval/index.ts';
import type { Universe } from './universe.ts';

/** What the blocks inside a build are read with. */
export interface BuildSurroundings {
  readonly universe: Universe;
  /** For meta-arguments: `build.name` is known, `source` is not. */
  readonly scope: Scope;
}
