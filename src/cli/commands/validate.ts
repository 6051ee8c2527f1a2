import { defineCommand } from '../command.ts';
import { evaluationFlags } from '../evaluation-flags.ts';
import type { FlagTable } from '../flags.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

const flags = {
  'syntax-only': {
    kind: 'boolean',
    default: false,
    help: 'Check the syntax only, nothing that needs components.',
  },
  except: metaFlags.except,
  only: metaFlags.only,
  'machine-readable': {
    kind: 'boolean',
    default: false,
    listedOnly: true,
    help: 'Print records for other programs instead of text for people.',
  },
  var: metaFlags.var,
  'var-file': metaFlags['var-file'],
  'no-warn-undeclared-var': {
    kind: 'boolean',
    default: false,
    help: 'Do not warn about values in variable files for variables that the template does\nnot have.',
  },
  'evaluate-datasources': {
    kind: 'boolean',
    default: false,
    help: 'Read data sources; without this their values count as unknown.',
  },
  'ignore-prerelease-plugins': evaluationFlags['ignore-prerelease-plugins'],
  'use-sequential-evaluation': evaluationFlags['use-sequential-evaluation'],
  'config-type': metaFlags['config-type'],
} as const satisfies FlagTable;

/** `validate`: checks a template without running it. */
export const command = defineCommand({
  usage: 'Usage: tspacker validate [options] TEMPLATE',
  help: `Checks that a template is well written and that all its components accept their
options, and says what is wrong. Nothing is built. The exit code is 1 on errors.`,
  flags,
  run: async ({ host, flags: given, args, usageError }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return usageError();
    const signal = host.interruptible();
    const { validate, composeHost } = await import('../loaded/validate.ts');
    const composed = await composeHost(host, { signal, color: false, timestamps: false });
    await using registry = composed.registry;
    const valid = await validate(
      {
        template: templateRequest(path, given, !given['no-warn-undeclared-var']),
        evaluation: {
          skipDatasources: !given['evaluate-datasources'],
          sequential: given['use-sequential-evaluation'],
          ignorePrereleases: given['ignore-prerelease-plugins'],
        },
        selection: { only: given.only, except: given.except },
        syntaxOnly: given['syntax-only'],
      },
      { ...composed, registry },
    );
    return valid ? 0 : 1;
  },
});
