import * as z from 'zod/mini';
import { duration, provisioner } from '../../sdk/index.ts';
import { wait } from '../wait.ts';

/** Waits (components 2.10). */
export const component = provisioner({
  schema: z.object({ duration: duration() }),
  withoutTemplates: true,
  withoutRenamedOptions: true,
  provision: (call) => wait(call.config.duration, call),
});
