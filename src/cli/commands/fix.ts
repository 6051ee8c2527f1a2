import { fixers } from '../../legacy/index.ts';
import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';

const list = fixers.map(({ name, synopsis }) => `  ${name.padEnd(27)}${synopsis}`).join('\n');

/** `fix`: prints a legacy template brought up to date. */
export const command = defineCommand({
  usage: 'Usage: tspacker fix [options] TEMPLATE',
  help: `Reads a legacy JSON template, brings it up to date and prints the result. The file
itself is not touched. These are the fixes, in the order in which they are made:

${list}`,
  flags: {
    ...metaFlags,
    validate: {
      kind: 'boolean',
      default: true,
      shows: '=true',
      help: 'Check that the result is a valid template.',
    },
  },
  run: async ({ host, flags, args, usageError }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return usageError();
    const { fix } = await import('../loaded/fix.ts');
    return (await fix({ path, validate: flags.validate }, host)) ? 0 : 1;
  },
});
