import { type Communicator, discard } from 'tspacker/sdk';
import { execute, NotStarted } from '../driver/command.ts';

/** Exit status of a command that `docker exec` could not be started for. */
const notStarted = 254;

/** Runs commands in a container, one after the other. `prefix` is everything before the command. */
export function execStart(docker: string, prefix: readonly string[]): Communicator['start'] {
  let queue: Promise<unknown> = Promise.resolve();
  return async ({ command, stdin, stdout = discard, stderr = discard }, { signal }) => {
    const run = async (): Promise<number> => {
      try {
        const { code } = await execute({
          executable: docker,
          args: [...prefix, `(${command})`],
          ...(stdin === undefined ? {} : { stdin }),
          stdout,
          stderr,
          signal,
        });
        return code ?? notStarted;
      } catch (error) {
        if (!(error instanceof NotStarted)) throw error;
        await Promise.all([stdout.close(), stderr.close()]);
        return notStarted;
      }
    };
    const exited = queue.then(run);
    queue = exited.catch(() => {});
    exited.catch(() => {});
    return { exited };
  };
}
