import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';

/** `plugins install`: installs a plugin from a file. */
export const command = defineCommand({
  usage: 'Usage: tspacker plugins install [OPTIONS...] <plugin> [<version constraint>]',
  help: `Installs the newest version of a plugin that meets the constraint, or with --path an
executable that is already on this machine.

    tspacker plugins install --path ./packer-plugin-happycloud github.com/hashicorp/happycloud`,
  flags: {
    ...metaFlags,
    path: {
      kind: 'string',
      default: '',
      shows: '=path',
      help: 'Install this executable instead of one from the network.',
    },
    force: {
      kind: 'boolean',
      default: false,
      help: 'Install again what is installed already.',
    },
  },
  flagErrorPrefix: 'Failed to parse options',
  run: async ({ host, flags, args, usageError }) => {
    const [source, constraints] = args;
    if (source === undefined || args.length > 2) {
      await host.error(
        `Invalid arguments, expected either 1 or 2 positional arguments, got ${args.length}`,
      );
      return usageError();
    }
    const [{ pluginsInstall, pluginsInstallFile }, { composeStore }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose-store.ts'),
    ]);
    const store = await composeStore(host, host.interruptible());
    if (flags.path !== '')
      return (await pluginsInstallFile({ path: flags.path, source }, store)) ? 0 : 1;
    const request = { source, constraints, force: flags.force };
    return (await pluginsInstall(request, store)) ? 0 : 1;
  },
});
