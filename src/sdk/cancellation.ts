/** The words Go uses for a cancelled call; the summary of a build shows them. */
export const cancelledText = 'context canceled';

/** The error of a call that was cancelled: the signal's own reason where it is an Error of ours. */
export function cancellation(signal: AbortSignal): Error {
  const { reason } = signal;
  const generic = !(reason instanceof Error) || reason.name === 'AbortError';
  return generic ? new Error(cancelledText, { cause: reason }) : reason;
}

/** Throws when the call was cancelled. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancellation(signal);
}

/** Waits for a cancel, until it is told to stop. */
export interface CancelWatch extends Disposable {
  /** Resolves when the call is cancelled; never, once the watch is disposed. */
  readonly cancelled: Promise<void>;
}

/** Watches for a cancel; a call that is cancelled already is noticed too. */
export function watchCancel(signal: AbortSignal): CancelWatch {
  let onAbort = (): void => {};
  const cancelled = new Promise<void>((resolve) => {
    onAbort = resolve;
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return {
    cancelled,
    [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort),
  };
}

/** Settles with the work, or rejects as soon as the call is cancelled; the work goes on unobserved. */
export async function untilCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {});
  throwIfCancelled(signal);
  using watch = watchCancel(signal);
  const refusal = watch.cancelled.then(() => Promise.reject<T>(cancellation(signal)));
  return await Promise.race([work, refusal]);
}
