import * as z from 'zod/mini';
import { cancellation, duration, provisioner } from '../../sdk/index.ts';

/** Waits (components 2.10). */
export const component = provisioner({
  schema: z.object({ duration: duration() }),
  withoutTemplates: true,
  withoutRenamedOptions: true,
  provision: async ({ config, host, signal }) => {
    const milliseconds = Number(config.duration) / 1e6;
    try {
      await host.platform.clock.sleep(milliseconds, signal);
    } catch (error) {
      throw signal.aborted ? cancellation(signal) : error;
    }
  },
});
