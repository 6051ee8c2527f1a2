import type { Terminal } from '../platform/index.ts';
import type { Listener } from '../events/index.ts';
import type { Describing, InstallTools, StoreWorld } from '../pluginstore/index.ts';

/** What use cases about installed plugins work with. */
export interface StoreHost {
  readonly store: StoreWorld;
  readonly listener: Listener;
  /** How a file that is not installed yet is asked what it is. */
  readonly describing: Describing;
  /** Executables on the search path that nobody verified, and why one must not be run. */
  readonly handPlaced: () => Promise<
    readonly { readonly path: string; readonly refusal?: string }[]
  >;
  /** What installing from the network needs; loaded when something is fetched. */
  readonly installTools: () => Promise<InstallTools>;
  /** Where a template called `-` comes from. */
  readonly terminal: Pick<Terminal, 'input'>;
  /** The version of Packer that templates can count on. */
  readonly coreVersion: string;
}
