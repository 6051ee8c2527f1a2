import type { Listener, Secrets } from '../events/index.ts';
import type { Log, Platform } from '../platform/index.ts';
import * as ui from '../ui/index.ts';
import type { Directories } from './core-config.ts';

/** How a command wants what happens to be shown. */
export interface ShowSettings {
  readonly color: boolean;
  readonly timestamps: boolean;
}

/** What a command gets to work with. Texts go to standard output, masked, each with a line end. */
export interface CliHost {
  readonly platform: Platform;
  readonly secrets: Secrets;
  readonly directories: Directories;
  /** `-machine-readable` was given. */
  readonly machineReadable: boolean;
  /** Absolute path of this program. */
  readonly binary: string;
  say(text: string): Promise<void>;
  /** Like `say`, but machines see `message`. */
  message(text: string): Promise<void>;
  error(text: string): Promise<void>;
  /** A record that only machines see. */
  machine(category: string, fields: readonly string[]): Promise<void>;
  /** Who shows what happens, the way the command's flags say. */
  listener(settings: ShowSettings): Promise<Listener>;
  /**
   * Gives this run its PACKER_RUN_UUID, for components and everything they start; what was inherited
   * does not count.
   */
  beginRun(): void;
  /**
   * From now on the first signal of those that end a process prints a line (unless `silent`) and aborts
   * the returned signal instead; a second SIGINT ends it at once.
   */
  interruptible(manner?: 'silent'): AbortSignal;
}

/** The signals that end a process which does not listen to them. */
export type EndingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What the host is made from. */
export interface CliHostParts {
  readonly platform: Platform & { readonly log: Log };
  readonly secrets: Secrets;
  readonly directories: Directories;
  readonly machineReadable: boolean;
  readonly binary: string;
  /** The log is a file, so that it also takes what is shown. */
  readonly logsTexts: boolean;
  /** Calls back each time a signal arrives. */
  readonly onSignal: (receive: (name: EndingSignal) => void) => void;
  /** Puts a fresh PACKER_RUN_UUID into the environment. */
  readonly beginRun: () => void;
  /** Ends the process after what was written is out. */
  readonly leave: (exitCode: number) => void;
}

/** Go's names for the signals, because the message quotes them. */
const signalNames = { SIGINT: 'interrupt', SIGTERM: 'terminated', SIGHUP: 'hangup' } as const;

/** Makes the host; the listeners are loaded when the first text is shown. */
export function createCliHost(parts: CliHostParts): CliHost {
  const { platform, secrets, machineReadable } = parts;
  const interruption = new AbortController();
  let watching = false;
  let silent = false;

  const listener = async (settings: ShowSettings): Promise<Listener> => {
    const output = platform.terminal.output;
    const shared = { output, secrets, clock: platform.clock, timestamps: settings.timestamps };
    const shown = machineReadable
      ? ui.machineListener(shared)
      : ui.peopleListener({
          ...shared,
          color: settings.color,
          escapeCodes: !platform.environment.variables.PACKER_NO_COLOR,
          ask: ui.prompter({
            output,
            readLine: platform.terminal.readLine,
            signal: interruption.signal,
          }),
        });
    if (!parts.logsTexts) return shown;
    const logged = ui.logSink(platform.log);
    return {
      ...shown,
      emit: async (event) => {
        await logged.emit(event);
        await shown.emit(event);
      },
    };
  };
  let plain: Promise<Listener> | undefined;
  const emit = async (...events: Parameters<Listener['emit']>): Promise<void> => {
    plain ??= listener({ color: false, timestamps: false });
    await (await plain).emit(...events);
  };
  const receive = (name: EndingSignal): void => {
    if (interruption.signal.aborted) {
      if (name === 'SIGINT') {
        void emit({
          kind: 'said',
          level: 'error',
          text: 'Interrupted again: leaving without cleaning up.',
        }).then(() => parts.leave(1));
      }
      return;
    }
    if (!silent) void emit({ kind: 'interrupted', signal: signalNames[name] });
    interruption.abort(new Error('context canceled'));
  };

  return {
    platform,
    secrets,
    directories: parts.directories,
    machineReadable,
    binary: parts.binary,
    say: (text) => emit({ kind: 'said', level: 'say', text }),
    message: (text) => emit({ kind: 'said', level: 'message', text }),
    error: (text) => emit({ kind: 'said', level: 'error', text }),
    machine: (category, fields) => emit({ kind: 'recorded', target: '', category, fields }),
    listener,
    beginRun: parts.beginRun,
    interruptible: (manner) => {
      silent = manner === 'silent';
      if (!watching) parts.onSignal(receive);
      watching = true;
      return interruption.signal;
    },
  };
}
