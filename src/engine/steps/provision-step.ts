import type { Communicator, DataMap, RunContext } from '../../components/index.ts';
import type { ProvisionerWrapped } from '../../events/index.ts';

/**
 * One provisioner as the engine runs it: prepared anew with real values, then wrapped. It rejects with
 * an Error fit for the user.
 */
export type ProvisionStep = (
  context: RunContext,
  communicator: Communicator,
  data: DataMap,
) => Promise<void>;

/** An event of a wrapper without the build it belongs to. */
export type WrapperNote = ProvisionerWrapped extends infer Event
  ? Event extends { readonly build: string }
    ? Omit<Event, 'build'>
    : never
  : never;

/** Tells the listeners of the build what a wrapper did. */
export type Tell = (note: WrapperNote) => Promise<void>;
