import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

/** `plugins mirror`: a folder that plugins can be installed from without a network. */
export const command = defineCommand({
  usage: 'Usage: tspacker plugins mirror [options] DIR [TEMPLATE]',
  help: `Puts the plugins that a template requires (the one in this folder unless another is
given) into a folder, with their checksums and signatures. With TSPACKER_PLUGIN_MIRROR
set to that folder, or to an address where it is served, init installs from there
and asks nobody else.

    tspacker plugins mirror -platform=linux_amd64 ./mirror`,
  flags: {
    ...metaFlags,
    platform: {
      kind: 'list',
      shows: '=OS_ARCH',
      help: 'A platform the mirror is for; can be given several times. Without it: all.',
    },
  },
  run: async ({ host, flags, args, usageError }) => {
    const [folder, path = '.', ...more] = args;
    if (folder === undefined || more.length > 0) return usageError();
    const [{ pluginsMirror }, { composeStore }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose-store.ts'),
    ]);
    const store = await composeStore(host, host.interruptible());
    const request = { ...templateRequest(path, flags, false), folder, platforms: flags.platform };
    return (await pluginsMirror(request, store)) ? 0 : 1;
  },
});
