import type { ComponentKind, ComponentKinds } from '../components/index.ts';
import type { RemoteComponents } from '../wire/index.ts';

/** How a plugin process ended, and the last it said on standard error. */
export interface PluginExit {
  /** Exactly one of code and signal is set. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly lastLines: readonly string[];
}

/** A plugin that can be used now, whatever it speaks. Disposing stops every process it started. */
export interface PluginConnection extends RemoteComponents {
  /** Resolves, never rejects: exit code, signal, last lines of stderr of the first process to end. */
  readonly exited: Promise<PluginExit>;
  /** `schema-known`: the schema will not be asked for, so nothing is done to find out whether it can be. */
  open<K extends ComponentKind>(
    kind: K,
    name: string,
    use?: 'schema-known',
  ): Promise<ComponentKinds[K]>;
}

/** Why a plugin cannot be used, or not any longer. The message is a sentence for the user. */
export type PluginFailureReason =
  | 'plugin-not-started'
  | 'plugin-exited'
  | 'plugin-silent'
  | 'plugin-misbehaved';

/** A plugin failed as a whole; every call that was pending rejects with the one same object. */
export class PluginFailure extends Error {
  override readonly name = 'PluginFailure';
  readonly reason: PluginFailureReason;
  /** The executable's file name. */
  readonly plugin: string;
  /** How the process ended; absent if it never ran or was still running. */
  readonly exit: PluginExit | undefined;

  constructor(
    reason: PluginFailureReason,
    plugin: string,
    what: { readonly sentence: string; readonly exit?: PluginExit; readonly cause?: unknown },
  ) {
    const said = what.exit?.lastLines ?? [];
    const end = said.length === 0 ? '' : `; its last words were:\n${said.map(indented).join('\n')}`;
    super(`plugin ${plugin} ${what.sentence}${end}`, { cause: what.cause });
    this.reason = reason;
    this.plugin = plugin;
    this.exit = what.exit;
  }
}

function indented(line: string): string {
  return `    ${line}`;
}

/** How a process ended, in words: `exited with status 3` or `was killed by SIGKILL`. */
export function describeExit(exit: PluginExit): string {
  return exit.signal === undefined
    ? `exited with status ${exit.code ?? 'unknown'}`
    : `was killed by ${exit.signal}`;
}
