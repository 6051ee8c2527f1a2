import * as z from 'zod/mini';
import { datasource } from '../../sdk/index.ts';
import { notSupported } from '../hcp/not-supported.ts';
import { text, textMap } from '../options.ts';

/** One artifact of a version on HCP Packer (components 2.19). */
export const component = datasource({
  schema: z.object({
    bucket_name: text(),
    channel_name: text(),
    version_fingerprint: text(),
    platform: text(),
    region: text(),
    component_type: text(),
  }),
  output: z.object({
    platform: text(),
    component_type: text(),
    created_at: text(),
    build_id: text(),
    version_id: text(),
    channel_id: text(),
    packer_run_uuid: text(),
    external_identifier: text(),
    region: text(),
    labels: textMap(),
  }),
  check: ({ config }) => {
    const errors: string[] = [];
    if (config.bucket_name === '') errors.push('the `bucket_name` must be specified');
    if (config.channel_name === '' && config.version_fingerprint === '')
      errors.push('`version_fingerprint` or `channel_name` must be specified');
    if (config.channel_name !== '' && config.version_fingerprint !== '')
      errors.push('`version_fingerprint` and `channel_name` cannot be specified together');
    if (config.region === '') errors.push('the `region` must be specified');
    if (config.platform === '') errors.push('the `platform` must be specified');
    return { errors };
  },
  read: async () => notSupported('hcp-packer-artifact'),
});
