import type { Arguments } from '../schema/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { SourceFilter } from './model.ts';

/** `only` and `except` of a provisioner or post-processor. */
export function readFilter(given: Arguments): SourceFilter {
  return { only: given.texts('only'), except: given.texts('except') };
}

/** A complaint if both are there. */
export function checkFilter({ only, except }: SourceFilter): readonly Diagnostic[] {
  if (only.length === 0 || except.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'only-and-except',
      summary: "only one of 'only' or 'except' may be specified",
      detail: '',
    },
  ];
}
