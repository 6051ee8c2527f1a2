import { isAbsolute } from '../../platform/index.ts';
import { defineCommand } from '../command.ts';

/** `plugins remove`: removes installed plugins by source and version, or one by its path. */
export const command = defineCommand({
  usage: 'Usage: tspacker plugins remove <plugin> [<version constraint>]',
  help: `Removes the installed versions of a plugin that meet the constraint, all without one,
or a single one that is given by its absolute path. Each removed path is printed.

    tspacker plugins remove github.com/hashicorp/happycloud "< 2.0.0"`,
  flags: 'unparsed',
  run: async ({ host, args, printHelp }) => {
    const [target, constraints, ...more] = args;
    if (target === undefined || more.length > 0) return printHelp();
    const [{ pluginsRemove, pluginsRemovePath }, { composeStore }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose-store.ts'),
    ]);
    const store = await composeStore(host, host.interruptible());
    if (!isAbsolute(target))
      return (await pluginsRemove({ source: target, constraints }, store)) ? 0 : 1;
    if (constraints === undefined) return (await pluginsRemovePath(target, store)) ? 0 : 1;
    await host.error(
      'Unsupported: no version constraint may be specified with a local plugin path.\n',
    );
    return printHelp();
  },
});
