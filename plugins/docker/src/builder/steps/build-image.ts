import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, type Step } from 'tspacker/sdk';
import { logIn } from '../../login.ts';
import { shown } from '../shown-failure.ts';
import type { DockerState } from '../state.ts';
import { loginPhrases } from './pull.ts';

/** Builds the source image from a Dockerfile, where the options ask for it. */
export const buildImage: Step<DockerState> = {
  name: 'stepBuild',
  async run(state, context) {
    const { config, driver } = state;
    const { dockerfile } = config;
    if (dockerfile === undefined) return 'continue';
    await context.ui.say('Building base image...');
    const folder = await mkdtemp(join(tmpdir(), 'packer-docker'));
    const idFile = join(folder, 'iid');
    try {
      state.image = await shown(context, '', async () => {
        const logOut = await logIn(driver, config, context.ui, loginPhrases);
        try {
          await driver.build({
            ...dockerfile,
            idFile,
            dockerfile: dockerfile.path,
            platform: config.platform,
            arguments: Object.entries(dockerfile.arguments),
          });
        } finally {
          await logOut();
        }
        return (await readFile(idFile, 'utf8')).trim();
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await context.ui.say(`Finished building base image "${state.image}"`);
    return 'continue';
  },
  async cleanup({ config, driver, image }, { ui }) {
    if (config.dockerfile === undefined || image === '') return;
    if (!config.discard) {
      await ui.say(
        `Skipping removal of base image "${image}", since the final image depends on it.`,
      );
      return;
    }
    await driver.deleteImage(image).catch((error: unknown) => ui.say(messageOf(error)));
  },
};
