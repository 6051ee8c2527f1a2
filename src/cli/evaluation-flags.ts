import type { FlagTable } from './flags.ts';

/** Flags of the commands that evaluate templates. */
export const evaluationFlags = {
  'ignore-prerelease-plugins': {
    kind: 'boolean',
    default: false,
    help: 'Use released versions of plugins only, no x.y.z-dev.',
  },
  'use-sequential-evaluation': {
    kind: 'boolean',
    default: false,
    help: 'Evaluate all data sources before all locals, as releases before 1.13 did.',
  },
} as const satisfies FlagTable;
