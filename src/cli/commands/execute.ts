import { defineCommand } from '../command.ts';

/** `execute`: Packer starts its own components with it. Ours run inside, so nobody has a use for it. */
export const command = defineCommand({
  usage: 'Usage: tspacker execute [options] PLUGIN',
  help: 'Runs a built-in component for Packer itself. Do not call it by hand.',
  flags: 'unparsed',
  run: async ({ host }) => {
    await host.error(
      'Error starting plugin server: Please do not execute plugins directly. Packer will execute these for you.',
    );
    return 1;
  },
});
