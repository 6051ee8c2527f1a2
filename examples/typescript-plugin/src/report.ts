import { postProcessor } from 'tspacker/sdk';
import { z } from 'zod';

/** `demo-report`: writes what a build made into a file, and keeps the artifact as it is. */
export const component = postProcessor({
  schema: z.object({ path: z.string().describe('The file that is written') }),
  async process({ config, host, ui }, input) {
    const report = { text: await input.text(), files: await input.files() };
    await host.platform.files.write(config.path, `${JSON.stringify(report)}\n`);
    await ui.say(`Reported to ${config.path}`);
    return { artifact: input, keepInput: 'always' };
  },
});
