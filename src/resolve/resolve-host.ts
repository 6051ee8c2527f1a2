import type { ComponentLookup, Ui } from '../components/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Reporter } from '../source/index.ts';

/** What resolving needs from outside. */
export interface ResolveHost {
  readonly platform: Platform;
  readonly components: ComponentLookup;
  readonly reporter: Reporter;
  /** For data sources. */
  readonly ui: Ui;
  /** Aborts a data source that is being read. */
  readonly signal: AbortSignal;
  /** The compatible version: `packer.version`. */
  readonly coreVersion: string;
  /**
   * Told the encoded form of a secret when an expression makes one, so that it can be masked as well;
   * also while bodies are decoded later. Absent: encoded secrets are shown, as the console does.
   */
  readonly noteEncodedSecret?: (encoded: string) => void;
}

/** How the template is to be resolved. */
export interface ResolvePolicy {
  /** True: data sources are only configured and give unknown values (`validate`). */
  readonly skipDatasources: boolean;
  /** `-use-sequential-evaluation`. */
  readonly sequential: boolean;
}
