import { defineCommand } from '../command.ts';
import { metaFlags } from '../meta-flags.ts';
import { compatibleVersion } from '../version.ts';

/** `hcl2_upgrade`: turns a legacy template into an HCL2 one. */
export const command = defineCommand({
  usage: 'Usage: tspacker hcl2_upgrade [options] TEMPLATE',
  help: `Writes an HCL2 template that does the same as a legacy JSON template, as far as
that can be done without a person. Look the result over before you use it.`,
  flags: {
    ...metaFlags,
    'output-file': {
      kind: 'string',
      default: '',
      shows: '=path',
      help: 'Where to write; TEMPLATE.pkr.hcl if not given.',
    },
    'with-annotations': {
      kind: 'boolean',
      default: false,
      help: 'Explain the parts of the new template in comments.',
    },
  },
  run: async ({ host, flags, args, usageError }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return usageError();
    const { upgrade } = await import('../loaded/upgrade.ts');
    return upgrade(
      {
        path,
        outputFile: flags['output-file'] === '' ? `${path}.pkr.hcl` : flags['output-file'],
        annotations: flags['with-annotations'],
        variables: flags.var,
        variableFiles: flags['var-file'],
      },
      { ...host, coreVersion: compatibleVersion },
    );
  },
});
