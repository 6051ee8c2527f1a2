import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

/** `init`: installs the plugins a template requires. */
export const command = defineCommand({
  usage: 'Usage: tspacker init [options] TEMPLATE',
  help: `Installs the plugins that a template requires in its required_plugins blocks and that
are not installed yet. Nothing is run before its checksum, and where there is one
its signature, has been verified.`,
  flags: {
    ...metaFlags,
    upgrade: {
      kind: 'boolean',
      default: false,
      help: 'Install the newest version that meets the requirement, even if an older one is\ninstalled.',
    },
    force: {
      kind: 'boolean',
      default: false,
      help: 'Install again what is installed already.',
    },
    lockfile: {
      kind: 'string',
      default: '',
      shows: '=MODE',
      help: 'What to do about .tspacker.lock.hcl beside the template: readonly fails where it\nwould have to change, update writes it even if nothing had to be installed.',
    },
  },
  run: async ({ host, flags, args, usageError }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return usageError();
    const { upgrade, force, lockfile } = flags;
    if (lockfile !== '' && lockfile !== 'readonly' && lockfile !== 'update') {
      await host.error(`-lockfile is readonly or update, not "${lockfile}".`);
      return 1;
    }
    if (upgrade && lockfile === 'readonly') {
      await host.error('-upgrade changes the lock file, which -lockfile=readonly forbids.');
      return 1;
    }
    const signal = host.interruptible();
    const [{ init }, { composeStore }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose-store.ts'),
    ]);
    const request = {
      ...templateRequest(path, flags, false),
      upgrade,
      force,
      lockfile: lockfile === '' ? 'auto' : lockfile,
    } as const;
    return (await init(request, await composeStore(host, signal))) ? 0 : 1;
  },
});
