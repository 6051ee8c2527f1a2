import * as z from 'zod/mini';
import { postProcessor } from 'tspacker/sdk';
import { exportedId, imageArtifact, importedId } from '../artifact.ts';
import { Driver } from '../driver/driver.ts';
import { dockerOptions, text, texts } from '../options.ts';
import { expectInput } from './input.ts';

const advice =
  'Can only import from Docker builder and Artifice post-processor artifacts. If you are getting ' +
  'this error after having run the docker builder, it may be because you set commit: true in your ' +
  'Docker builder, so the image is already imported. ';

/** Makes an image of an archive of files (components 5.2). */
export const component = postProcessor({
  schema: z.object({
    ...dockerOptions,
    repository: text(),
    tag: text(),
    changes: texts(),
    platform: text(),
  }),
  async process({ config, host, ui, signal }, input) {
    await expectInput(input, [exportedId, 'packer.post-processor.artifice'], advice);
    const { changes, platform, repository, tag } = config;
    const name = tag === '' ? repository : `${repository}:${tag}`;
    const driver = new Driver({ executable: config.docker_path, ui, signal });
    await ui.say(`Importing image: ${await input.id()}`);
    await ui.say(`Repository: ${name}`);
    const [path = ''] = await input.files();
    await host.platform.files.status(path);
    const content = host.platform.files.readStream(path);
    const sha = await driver.import(content, { name, changes, platform });
    await ui.say(`Imported ID: ${sha}`);
    const artifact = imageArtifact(driver, { builderId: importedId, id: name });
    return { artifact, keepInput: 'discard' };
  },
});
