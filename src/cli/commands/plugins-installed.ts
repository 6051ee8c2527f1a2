import { defineCommand } from '../command.ts';

/** `plugins installed`: the paths of all usable plugins. */
export const command = defineCommand({
  usage: 'Usage: tspacker plugins installed',
  help: 'Lists the plugins that are installed for this machine, each by its path. Files whose\nchecksum is missing or wrong are left out.',
  flags: 'unparsed',
  run: async ({ host }) => {
    const [{ pluginsInstalled }, { composeStore }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose-store.ts'),
    ]);
    await pluginsInstalled(await composeStore(host, host.interruptible()));
    return 0;
  },
});
