import type { Listener, Secrets } from '../events/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Registry } from '../registry/index.ts';

/** Everything a use case works with. One run has one host. */
export interface Host {
  readonly platform: Platform;
  /** Hears what happens, and asks the person. */
  readonly listener: Listener;
  /** Grows while the template is resolved; the listener masks with it. */
  readonly secrets: Secrets;
  readonly registry: Registry;
  /** Aborted with `context canceled` when the person interrupts. */
  readonly signal: AbortSignal;
  /** The version of Packer that templates and plugins can count on. */
  readonly coreVersion: string;
}
