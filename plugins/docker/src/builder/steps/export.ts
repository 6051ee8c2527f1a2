import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, type Step } from 'tspacker/sdk';
import { writeInto } from '../../write-into.ts';
import { shown } from '../shown-failure.ts';
import type { DockerState } from '../state.ts';

/** Writes the container's files into one file. */
export const exportContainer: Step<DockerState> = {
  name: 'StepExport',
  async run({ config, containerId, driver, world }, context) {
    const path = config.export_path;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    } catch (cause) {
      throw new Error(`Error creating output directory: ${messageOf(cause)}`, { cause });
    }
    await shown(context, '', () =>
      writeInto(world, path, 'Error creating output file: ', async (sink) => {
        await context.ui.say('Exporting the container');
        await driver.export(containerId, sink);
      }),
    );
    return 'continue';
  },
};
