import { defineCommand } from '../command.ts';
import { evaluationFlags } from '../evaluation-flags.ts';
import type { FlagTable } from '../flags.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

const flags = {
  'machine-readable': {
    kind: 'boolean',
    default: false,
    listedOnly: true,
    help: 'Print records for other programs instead of text for people.',
  },
  only: metaFlags.only,
  except: metaFlags.except,
  var: metaFlags.var,
  'var-file': metaFlags['var-file'],
  'use-sequential-evaluation': evaluationFlags['use-sequential-evaluation'],
  'config-type': metaFlags['config-type'],
} as const satisfies FlagTable;

/** `inspect`: shows what a template is made of. */
export const command = defineCommand({
  usage: 'Usage: tspacker inspect TEMPLATE',
  help: `Shows what a template is made of: its variables and what they are worth, its locals,
its builds with their sources, provisioners and post-processors. Nothing is built.`,
  flags,
  run: async ({ host, flags: given, args }) => {
    // More than one template counts as none.
    const path = args.length === 1 ? (args[0] ?? '') : '';
    const signal = host.interruptible('silent');
    const { inspect, composeHost } = await import('../loaded/inspect.ts');
    const composed = await composeHost(host, { signal, color: false, timestamps: false });
    await using registry = composed.registry;
    const fine = await inspect(
      {
        template: templateRequest(path, given, false),
        sequential: given['use-sequential-evaluation'],
      },
      { ...composed, registry },
    );
    return fine ? 0 : 1;
  },
});
