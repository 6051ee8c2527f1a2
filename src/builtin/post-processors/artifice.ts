import * as z from 'zod/mini';
import { artifact, postProcessor } from '../../sdk/index.ts';
import { glob } from '../files/glob.ts';
import { flag, texts } from '../options.ts';

/** Puts files of this machine in the place of the artifact (components 2.12). */
export const component = postProcessor({
  schema: z.object({ files: texts(), keep_input_artifact: flag() }),
  check: ({ config }) => ({
    ...(config.files.length === 0 ? { error: 'No files specified in artifice configuration' } : {}),
  }),
  process: async ({ config, host, ui }, input) => {
    const { files, environment } = host.platform;
    const discarded = await input.files();
    if (discarded.length > 0)
      await ui.say(`Discarding files from artifact: ${discarded.join(', ')}`);
    const found: string[] = [];
    for (const pattern of config.files) found.push(...(await glob(pattern, environment.cwd)));
    for (const path of found) await files.status(path);
    await ui.say(`Using these artifact files: ${found.join(', ')}`);
    const made = artifact({
      builderId: 'packer.post-processor.artifice',
      id: '',
      files: found,
      text: `Created artifact from files: ${found.join(', ')}`,
      destroy: async () => {
        for (const path of found) await files.remove(path);
      },
    });
    return { artifact: made, keepInput: 'unless-told-otherwise' };
  },
});
