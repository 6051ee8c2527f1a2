import type { ByteSink, ByteSource } from '../base/index.ts';
import type { Communicator, RunContext } from '../components/index.ts';
import { untilCancelled } from './cancellation.ts';
import { lineSink } from './line-sink.ts';

/** What else happens with a remote command. */
export interface RemoteRun {
  readonly stdin?: ByteSource;
  /** Get a copy of the output, before the lines are shown. */
  readonly stdout?: ByteSink;
  readonly stderr?: ByteSink;
}

/** Writes to both; `first` may be absent. */
function tee(first: ByteSink | undefined, second: ByteSink): ByteSink {
  if (first === undefined) return second;
  return {
    write: async (chunk) => {
      await first.write(chunk);
      await second.write(chunk);
    },
    close: async () => {
      await first.close();
      await second.close();
    },
  };
}

/**
 * Runs a command on the machine and shows its output line by line: stdout is said, stderr is shown
 * as errors. Resolves with the exit status, whatever it is; rejects when the command cannot be
 * started, and at once on cancel, without stopping the remote command (components 3.1).
 */
export async function runWithUi(
  communicator: Communicator,
  command: string,
  { ui, signal }: RunContext,
  extra: RemoteRun = {},
): Promise<number> {
  const stdout = tee(
    extra.stdout,
    lineSink((line) => ui.say(line)),
  );
  const stderr = tee(
    extra.stderr,
    lineSink((line) => ui.error(line)),
  );
  const stdin = extra.stdin === undefined ? {} : { stdin: extra.stdin };
  const started = communicator.start({ command, ...stdin, stdout, stderr }, { signal });
  const running = await untilCancelled(started, signal);
  return untilCancelled(running.exited, signal);
}
