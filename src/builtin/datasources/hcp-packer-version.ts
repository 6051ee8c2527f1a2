import * as z from 'zod/mini';
import { datasource } from '../../sdk/index.ts';
import { notSupported } from '../hcp/not-supported.ts';
import { text } from '../options.ts';

/** The version a channel of HCP Packer points at (components 2.19). */
export const component = datasource({
  schema: z.object({ bucket_name: text(), channel_name: text() }),
  output: z.object({
    author_id: text(),
    bucket_name: text(),
    status: text(),
    created_at: text(),
    fingerprint: text(),
    id: text(),
    name: text(),
    updated_at: text(),
    channel_id: text(),
  }),
  check: ({ config }) => ({
    errors: [
      ...(config.bucket_name === '' ? ['the `bucket_name` must be specified'] : []),
      ...(config.channel_name === '' ? ['the `channel_name` must be specified'] : []),
    ],
  }),
  read: async () => notSupported('hcp-packer-version'),
});
