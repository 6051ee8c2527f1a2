import type { Host } from './host.ts';

/**
 * Does the work, but waits for it only until the person interrupts: some work, such as reading a pipe
 * that nobody writes to, has no end of its own. What the work says after that is not shown. The answer is
 * undefined then.
 */
export async function untilCancelled<T>(
  host: Host,
  work: (host: Host) => Promise<T>,
): Promise<T | undefined> {
  const { signal, listener } = host;
  const cancelled = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const emit: typeof listener.emit = async (event) => {
    if (!signal.aborted) await listener.emit(event);
  };
  return Promise.race([work({ ...host, listener: { ...listener, emit } }), cancelled]);
}
