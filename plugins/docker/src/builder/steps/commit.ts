import type { Step } from 'tspacker/sdk';
import { shown } from '../shown-failure.ts';
import { type DockerState, setBuildValue } from '../state.ts';

const inherited = [
  ['CMD', '{{if .Config.Cmd}} {{json .Config.Cmd}} {{else}} [""] {{end}}'],
  ['ENTRYPOINT', '{{if .Config.Entrypoint}} {{json .Config.Entrypoint}} {{else}} [""] {{end}}'],
] as const;

/**
 * Our container runs a shell; the image must not. Gives it the command and entry point of the
 * source image back, unless the user wants others.
 */
export const setDefaults: Step<DockerState> = {
  name: 'StepSetDefaults',
  async run(state, context) {
    for (const [word, format] of inherited) {
      const value = await shown(context, '', () => state.driver.inspect(format, state.image));
      if (state.changes.some((change) => change.startsWith(word))) continue;
      state.changes = [...state.changes, `${word} ${value}`];
    }
    return 'continue';
  },
};

/** Makes an image of the container. */
export const commit: Step<DockerState> = {
  name: 'StepCommit',
  async run(state, context) {
    const { config, containerId, driver } = state;
    // A Windows container cannot be committed while it runs.
    if (config.windows_container) await shown(context, '', () => driver.stopContainer(containerId));
    await context.ui.say('Committing the container');
    const { author, message } = config;
    const id = await shown(context, '', () =>
      driver.commit(containerId, { author, message, changes: state.changes }),
    );
    state.imageId = id;
    setBuildValue(state, 'ImageSha256', await driver.sha256(id).catch(() => id));
    await context.ui.say(`Image ID: ${id}`);
    return 'continue';
  },
};
