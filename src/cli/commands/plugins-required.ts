import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

/** `plugins required`: what a template requires, and what of it is installed. */
export const command = defineCommand({
  usage: 'Usage: tspacker plugins required <path>',
  help: 'Lists the plugins that a template requires, with the paths of installed versions that\nmeet the requirement.',
  flags: { ...metaFlags },
  run: async ({ host, flags, args, printHelp }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return printHelp();
    const [{ pluginsRequired }, { composeStore }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose-store.ts'),
    ]);
    const request = templateRequest(path, flags, false);
    return (await pluginsRequired(request, await composeStore(host, host.interruptible()))) ? 0 : 1;
  },
});
