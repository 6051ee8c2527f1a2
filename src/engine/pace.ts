/** Time, as far as the engine needs it; `Clock` of the platform fits. */
export interface Pace {
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
