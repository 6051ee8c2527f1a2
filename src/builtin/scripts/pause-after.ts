import { type Call, type Duration, formatDuration } from '../../sdk/index.ts';
import { wait } from '../wait.ts';

/** Waits as long as `pause_after` says, and tells. */
export async function pauseAfter(call: Call<{ readonly pause_after: Duration }>): Promise<void> {
  const { pause_after: length } = call.config;
  if (length === 0n) return;
  await call.ui.say(`Pausing ${formatDuration(length)} after this provisioner...`);
  await wait(length, call);
}
