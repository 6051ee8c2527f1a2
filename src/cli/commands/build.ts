import { defineCommand } from '../command.ts';
import { evaluationFlags } from '../evaluation-flags.ts';
import type { FlagTable } from '../flags.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

const onErrorModes = ['cleanup', 'abort', 'ask', 'run-cleanup-provisioner'] as const;

const flags = {
  color: {
    kind: 'boolean',
    default: true,
    shows: '=false',
    help: 'Print without colours.',
  },
  debug: {
    kind: 'boolean',
    default: false,
    help: 'Run builds one after the other and stop before each step.',
  },
  except: metaFlags.except,
  only: metaFlags.only,
  force: {
    kind: 'boolean',
    default: false,
    help: 'Let builders replace what is in their way, such as older output.',
  },
  'machine-readable': {
    kind: 'boolean',
    default: false,
    help: 'Print records for other programs instead of text for people.',
  },
  'on-error': {
    kind: 'choice',
    choices: onErrorModes,
    default: '',
    shows: '=[cleanup|abort|ask|run-cleanup-provisioner]',
    help: 'What to do when a build fails: clean up (default), leave everything as it is,\nask, or run the error-cleanup-provisioner and leave the rest.',
  },
  'parallel-builds': {
    kind: 'integer',
    default: 0,
    shows: '=1',
    help: 'How many builds run at once; 0 means all of them.',
  },
  'timestamp-ui': {
    kind: 'boolean',
    default: false,
    help: 'Put the time before each line of a build.',
  },
  var: metaFlags.var,
  'var-file': metaFlags['var-file'],
  'warn-on-undeclared-var': {
    kind: 'boolean',
    default: false,
    help: 'Warn about values in variable files for variables that the template does not have.',
  },
  'ignore-prerelease-plugins': evaluationFlags['ignore-prerelease-plugins'],
  'use-sequential-evaluation': evaluationFlags['use-sequential-evaluation'],
  'skip-enforcement': {
    kind: 'boolean',
    default: false,
    help: 'Do without provisioners that HCP Packer would add.',
  },
  'config-type': metaFlags['config-type'],
} as const satisfies FlagTable;

/** `build`: runs the builds of a template. */
export const command = defineCommand({
  usage: 'Usage: tspacker build [options] TEMPLATE',
  help: `Runs the builds of a template, in parallel unless told otherwise, and lists the
artifacts they made. TEMPLATE is a folder, an HCL2 file (.pkr.hcl, .pkr.json) or a
legacy JSON template; "-" reads a legacy template from standard input.`,
  flags,
  run: async ({ host, flags: given, args, usageError }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return usageError();
    const signal = host.interruptible();
    const { build, composeHost } = await import('../loaded/build.ts');
    const composed = await composeHost(host, {
      signal,
      color: given.color,
      timestamps: given['timestamp-ui'],
    });
    await using registry = composed.registry;
    const onError = onErrorModes.find((mode) => mode === given['on-error']) ?? '';
    const report = await build(
      {
        template: templateRequest(path, given, given['warn-on-undeclared-var']),
        evaluation: {
          skipDatasources: false,
          sequential: given['use-sequential-evaluation'],
          ignorePrereleases: given['ignore-prerelease-plugins'],
        },
        selection: { only: given.only, except: given.except },
        policy: { debug: given.debug, force: given.force, onError },
        parallel: given['parallel-builds'],
        skipEnforcement: given['skip-enforcement'],
      },
      { ...composed, registry },
    );
    return report.ok ? 0 : 1;
  },
});
