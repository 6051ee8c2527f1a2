import { expandHome, record, type Step } from 'tspacker/sdk';
import { shown } from '../shown-failure.ts';
import type { DockerState } from '../state.ts';

/** Starts the container. */
export const run: Step<DockerState> = {
  name: 'StepRun',
  async run(state, context) {
    const { config, driver, interpolation, world } = state;
    await context.ui.say('Starting docker container...');
    state.containerId = await shown(context, 'Error running container: ', async () => {
      const image = record('startContainerTemplate', { Image: state.image });
      const args = driver.runArguments({
        devices: config.device,
        capAdd: config.cap_add,
        capDrop: config.cap_drop,
        privileged: config.privileged,
        runtime: config.runtime,
        platform: config.platform,
        tmpfs: config.tmpfs,
        volumes: [
          ...Object.entries(config.volumes).map(
            ([host, container]) => [expandHome(host, world), container] as const,
          ),
          [state.sharedFolder, config.container_dir],
        ],
        runCommand: config.run_command.map((word) => interpolation.render(word, image)),
      });
      await context.ui.say(`Run command: docker ${args.join(' ')}`);
      return driver.startContainer(args);
    });
    state.guard?.know(state.containerId);
    state.instanceId = state.containerId;
    await context.ui.say(`Container ID: ${state.containerId}`);
    return 'continue';
  },
  async cleanup({ containerId, driver }, { ui }) {
    if (containerId === '') return;
    await ui.say(`Killing the container: ${containerId}`);
    await driver.killContainer(containerId).catch(() => {});
  },
};
