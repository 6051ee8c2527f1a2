import * as z from 'zod/mini';
import { datasource } from '../../sdk/index.ts';
import { notSupported } from '../hcp/not-supported.ts';
import { flag, text, whole } from '../options.ts';

/** What versions of HCP Packer were called before: deprecated (components 2.19). */
export const component = datasource({
  schema: z.object({ bucket_name: text(), channel: text() }),
  output: z.object({
    author_id: text(),
    bucket_name: text(),
    complete: flag(),
    created_at: text(),
    fingerprint: text(),
    id: text(),
    incremental_version: whole(),
    updated_at: text(),
    channel_id: text(),
  }),
  check: ({ config }) => ({
    errors: [
      ...(config.bucket_name === '' ? ['The `bucket_name` must be specified'] : []),
      ...(config.channel === '' ? ['`channel` is currently a required field.'] : []),
    ],
  }),
  read: async () => notSupported('hcp-packer-iteration'),
});
