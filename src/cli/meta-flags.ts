import type { FlagTable } from './flags.ts';

/** Flags that nearly every command takes, even where they mean nothing (cli 3.1). */
export const metaFlags = {
  only: {
    kind: 'comma-list',
    shows: '=foo,bar,baz',
    help: 'Work on these builds only; in HCL2 templates each may be a glob.',
  },
  except: {
    kind: 'comma-list',
    shows: '=foo,bar,baz',
    help: 'Leave out these builds and post-processors; in HCL2 templates each may be a glob.',
  },
  var: { kind: 'pairs', shows: " 'key=value'", help: 'Set a variable. Can be repeated.' },
  'var-file': {
    kind: 'list',
    shows: '=path',
    help: 'File with values of variables. Can be repeated.',
  },
  'config-type': {
    kind: 'config-type',
    hidden: true,
    shows: '=json|hcl2',
    help: 'Language of a template whose name does not tell.',
  },
} as const satisfies FlagTable;
