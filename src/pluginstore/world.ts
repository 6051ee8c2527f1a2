import type { ComponentKind } from '../components/index.ts';
import type { Clock, Environment, Files, Log } from '../platform/index.ts';

/** What a plugin says about itself, as far as the store is concerned (plugin-protocol 1.6). */
export interface Description {
  readonly version: string;
  readonly apiVersion: string;
  readonly protocolVersion?: string;
  readonly sdkVersion: string;
  readonly wire: 'gorpc' | 'jsonrpc';
  readonly components: Readonly<Record<ComponentKind, readonly string[]>>;
}

/** What the store needs of the world. */
export interface StoreWorld {
  readonly files: Files;
  readonly environment: Environment;
  readonly log: Log;
  readonly clock: Clock;
  /** The folder with the installed plugins. */
  readonly pluginFolder: string;
  /** Where what was found out about binaries is remembered. */
  readonly cacheFolder: string;
  /** Runs a verified executable and asks what it offers. Rejects when it cannot say. */
  readonly describe: (executable: string) => Promise<Description>;
}

/** Joins parts of a path with the separator of this system. */
export function joinPath(
  { environment }: Pick<StoreWorld, 'environment'>,
  ...parts: string[]
): string {
  return parts.join(environment.pathSeparator);
}
