import * as z from 'zod/mini';
import { datasource } from '../../sdk/index.ts';
import { notSupported } from '../hcp/not-supported.ts';
import { text, textMap } from '../options.ts';

/** What artifacts of HCP Packer were called before: deprecated (components 2.19). */
export const component = datasource({
  schema: z.object({
    bucket_name: text(),
    channel: text(),
    iteration_id: text(),
    cloud_provider: text(),
    region: text(),
    component_type: text(),
  }),
  output: z.object({
    cloud_provider: text(),
    component_type: text(),
    created_at: text(),
    build_id: text(),
    iteration_id: text(),
    channel_id: text(),
    packer_run_uuid: text(),
    id: text(),
    region: text(),
    labels: textMap(),
  }),
  check: ({ config }) => {
    const errors: string[] = [];
    if (config.bucket_name === '') errors.push('The `bucket_name` must be specified');
    if (config.channel === '' && config.iteration_id === '')
      errors.push('The `iteration_id` or `channel` must be specified.');
    if (config.channel !== '' && config.iteration_id !== '')
      errors.push('`iteration_id` and `channel` cannot both be specified.');
    if (config.region === '') errors.push('`region` is currently a required field.');
    if (config.cloud_provider === '')
      errors.push('`cloud_provider` is currently a required field.');
    return { errors };
  },
  read: async () => notSupported('hcp-packer-image'),
});
