import * as z from 'zod/mini';
import { datasource } from '../../sdk/index.ts';
import { text } from '../options.ts';

/** Gives back what it gets (components 2.18). */
export const component = datasource({
  schema: z.object({ input: text() }),
  output: z.object({ output: text() }),
  check: ({ config }) => ({
    errors: config.input === '' ? ['The `input` must be specified'] : [],
  }),
  read: async ({ config }) => ({ output: config.input }),
});
