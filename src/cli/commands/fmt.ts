import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';

/** `fmt`: brings configuration files into canonical style. */
export const command = defineCommand({
  usage: 'Usage: tspacker fmt [options] [TEMPLATE]',
  help: `Rewrites configuration files (.pkr.hcl) and variable files (.pkrvars.hcl) in the
canonical style. TEMPLATE is a file, a folder, or - for standard input, whose
result goes to standard output. JSON files are left alone.`,
  flags: {
    ...metaFlags,
    check: {
      kind: 'boolean',
      default: false,
      help: 'Write nothing; the exit code is 3 if something would change.',
    },
    diff: { kind: 'boolean', default: false, help: 'Show what changes.' },
    write: {
      kind: 'boolean',
      default: true,
      shows: '=false',
      help: 'Do not write to the files.',
    },
    recursive: { kind: 'boolean', default: false, help: 'Look into folders inside of folders.' },
  },
  run: async ({ host, flags, args, usageError }) => {
    if (args.length === 0) return usageError();
    const { format } = await import('../../app/index.ts');
    const request = { ...flags, paths: args, write: flags.write && !flags.check };
    const report = await format(request, host);
    if (!report.ok) return 1;
    return flags.check && report.changed ? 3 : 0;
  },
});
