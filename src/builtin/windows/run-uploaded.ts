import { type Call, checkExitStatus, type Machine, messageOf, runWithUi } from '../../sdk/index.ts';
import { localFileInfo } from '../files/local-file-info.ts';
import { persistently } from '../scripts/persistently.ts';

/** A script, where it goes on the machine and what runs it there. */
export interface UploadedScript {
  readonly local: string;
  readonly remote: string;
  readonly command: string;
}

type ScriptCall = Call<{
  readonly start_retry_timeout: bigint;
  readonly valid_exit_codes: readonly number[];
}>;

/** Uploads a script and runs it, both again while the machine may be restarting; shows the output. */
export async function runUploaded(
  { local, remote, command }: UploadedScript,
  call: ScriptCall,
  machine: Machine,
): Promise<void> {
  const { config, host, ui, signal } = call;
  const info = await localFileInfo(host.platform, local);
  const status = await persistently(call, async () => {
    try {
      await machine.upload(remote, host.platform.files.readStream(local), { signal, info });
    } catch (cause) {
      throw new Error(`Error uploading script: ${messageOf(cause)}`, { cause });
    }
    return runWithUi(machine, command, { ui, signal });
  });
  checkExitStatus(status, config.valid_exit_codes);
}
