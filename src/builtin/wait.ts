import { type Call, cancellation, type Duration } from '../sdk/index.ts';

/** Waits that long; rejects with the words for a cancel when the call is cancelled. */
export async function wait(
  length: Duration,
  { host, signal }: Pick<Call<unknown>, 'host' | 'signal'>,
): Promise<void> {
  try {
    await host.platform.clock.sleep(Number(length) / 1e6, signal);
  } catch (error) {
    throw signal.aborted ? cancellation(signal) : error;
  }
}
