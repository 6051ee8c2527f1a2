import { type Call, retry } from '../../sdk/index.ts';

type RetryingCall = Call<{ readonly start_retry_timeout: bigint }>;

/** Tries something until `start_retry_timeout` is over: the machine may be restarting. */
export function persistently<T>(
  { config, host, signal }: Pick<RetryingCall, 'config' | 'host' | 'signal'>,
  work: () => Promise<T>,
): Promise<T> {
  const startTimeout = Number(config.start_retry_timeout) / 1e6;
  return retry({ startTimeout, clock: host.platform.clock, signal }, work);
}

/** The same for what a cancel must not cut short: a file would be left, or half of one. */
export function calmly<T>(
  { config, host }: Pick<RetryingCall, 'config' | 'host'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = new AbortController();
  return persistently({ config, host, signal }, () => work(signal));
}
