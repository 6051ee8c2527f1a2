import type { Diagnosed } from '../events/index.ts';
import { type Reporter, reporter } from '../source/index.ts';
import type { Host } from './host.ts';

/** One phase of a use case: what is wrong in it is shown together when it ends. */
export interface Phase {
  readonly reporter: Reporter;
  /** Shows what was reported. True if the use case may go on: there was no error. */
  end(source?: Diagnosed['source']): Promise<boolean>;
}

/** Begins a phase. */
export function beginPhase(host: Pick<Host, 'listener'>): Phase {
  const reports = reporter();
  return {
    reporter: reports,
    end: async (source) => {
      const { diagnostics, hasErrors } = reports;
      if (diagnostics.length > 0) {
        await host.listener.emit({
          kind: 'diagnosed',
          diagnostics,
          ...(source === undefined ? {} : { source }),
        });
      }
      return !hasErrors;
    },
  };
}
