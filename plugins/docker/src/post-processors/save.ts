import * as z from 'zod/mini';
import { postProcessor } from 'tspacker/sdk';
import { importedId, taggedId } from '../artifact.ts';
import { Driver } from '../driver/driver.ts';
import { dockerOptions, text } from '../options.ts';
import { writeInto } from '../write-into.ts';
import { expectInput } from './input.ts';

/** Writes an image into an archive (components 5.2). */
export const component = postProcessor({
  schema: z.object({ ...dockerOptions, path: text() }),
  async process({ config, host, ui, signal }, input) {
    const kinds = [importedId, taggedId];
    await expectInput(input, kinds, 'Can only save Docker builder artifacts.');
    const driver = new Driver({ executable: config.docker_path, ui, signal });
    const { path } = config;
    const id = await input.id();
    await writeInto(host.platform, path, 'Error creating output file: ', async (sink) => {
      await ui.say(`Saving image: ${id}`);
      await driver.save(id, sink);
    });
    await ui.say(`Saved to: ${path}`);
    return { artifact: input, keepInput: 'always' };
  },
});
