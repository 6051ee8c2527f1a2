import * as z from 'zod/mini';
import { postProcessor } from 'tspacker/sdk';
import { imageArtifact, importedId, taggedId } from '../artifact.ts';
import { Driver } from '../driver/driver.ts';
import { dockerOptions, flag, text, texts } from '../options.ts';
import { expectInput } from './input.ts';

const deprecated =
  'Deprecation warning: "tag" option has been replaced with "tags". In future versions of Packer, ' +
  'this configuration may not work. Please call `packer fix` on your template to update.';

/** Gives an image names (components 5.2). */
export const component = postProcessor({
  schema: z.object({
    ...dockerOptions,
    repository: text(),
    tags: texts(),
    tag: texts(),
    force: flag(),
  }),
  async process({ config, ui, signal }, input, generatedData) {
    await expectInput(input, [importedId, taggedId], 'Can only tag from Docker builder artifacts.');
    const driver = new Driver({ executable: config.docker_path, ui, signal });
    const id = await input.id();
    const { repository } = config;
    if (config.tag.length > 0) await ui.say(deprecated);
    const wanted = [...config.tags, ...config.tag].map((tag) => `${repository}:${tag}`);
    for (const name of wanted.length === 0 ? [repository] : wanted) {
      await ui.say(`Tagging image: ${id}`);
      await ui.say(`Repository: ${name}`);
      await driver.tag(id, name, config.force);
    }
    const artifact = imageArtifact(driver, {
      builderId: taggedId,
      id: wanted.at(-1) ?? repository,
      tags: wanted,
      ...(generatedData.size === 0 ? {} : { generatedData }),
    });
    return { artifact, keepInput: 'always' };
  },
});
