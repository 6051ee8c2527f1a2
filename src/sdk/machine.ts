import type { CallOptions, Communicator } from '../components/index.ts';
import { untilCancelled } from './cancellation.ts';
import { lineSink } from './line-sink.ts';

/** How a command is watched. */
export interface RunOptions extends CallOptions {
  readonly onLine?: (line: string) => Promise<void> | void;
  /** Lines of stderr; absent: they go to `onLine`. */
  readonly onErrorLine?: (line: string) => Promise<void> | void;
}

/** The machine being built: its communicator, with the short way to run a command. */
export interface Machine extends Communicator {
  /** Runs a shell command and resolves with its exit status; rejects on cancel. */
  run(command: string, options: RunOptions): Promise<number>;
}

/** Gives a communicator the short way to run a command. */
export function machine(communicator: Communicator): Machine {
  return {
    start: (command, options) => communicator.start(command, options),
    upload: (path, content, options) => communicator.upload(path, content, options),
    uploadDir: (destination, source, options) =>
      communicator.uploadDir(destination, source, options),
    download: (path, into, options) => communicator.download(path, into, options),
    downloadDir: (source, destination, options) =>
      communicator.downloadDir(source, destination, options),
    run: async (command, { signal, onLine, onErrorLine = onLine }) => {
      const streams = {
        ...(onLine === undefined ? {} : { stdout: lineSink(onLine) }),
        ...(onErrorLine === undefined ? {} : { stderr: lineSink(onErrorLine) }),
      };
      const started = communicator.start({ command, ...streams }, { signal });
      const running = await untilCancelled(started, signal);
      return untilCancelled(running.exited, signal);
    },
  };
}
