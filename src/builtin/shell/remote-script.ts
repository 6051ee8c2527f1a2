import { type Call, disconnectedExitStatus, type Machine, messageOf } from '../../sdk/index.ts';
import { calmly } from '../scripts/persistently.ts';
import type { ShellConfig } from './options.ts';

/** A call that prepares, runs and clears away remote scripts. */
export type ShellCall = Call<ShellConfig>;

/** Removes a file that was put on the machine, even after a cancel. */
export async function removeRemote(path: string, call: ShellCall, machine: Machine): Promise<void> {
  await calmly(call, async (signal) => {
    let status: number;
    try {
      status = await machine.run(`rm -f ${path}`, { signal });
    } catch (cause) {
      const text = `Error removing temporary script at ${path}: ${messageOf(cause)}`;
      throw new Error(text, { cause });
    }
    if (status === disconnectedExitStatus)
      throw new Error('Disconnect while removing temporary script.');
    if (status !== 0) throw new Error(`Error removing temporary script at ${path}!`);
  });
}

/** Accepts or refuses the exit status of a script (components 2.3). */
export function acceptsDisconnect({ config }: ShellCall, status: number): boolean {
  if (status !== disconnectedExitStatus) return false;
  if (config.expect_disconnect || config.valid_exit_codes.includes(status)) return true;
  throw new Error(
    'Script disconnected unexpectedly. If you expected your script to disconnect, i.e. from a ' +
      'restart, you can try adding `"expect_disconnect": true` or `"valid_exit_codes": [0, 2300218]` ' +
      'to the shell provisioner parameters.',
  );
}
