import type { Diagnostic, Range } from '../../source/index.ts';

/** A name that is none: `kind` says whose, as in `Invalid variable name`. */
export function invalidName(kind: string, subject: Range | undefined): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-name',
    summary: `Invalid ${kind} name`,
    detail:
      'A name must start with a letter or underscore and ' +
      'may contain only letters, digits, underscores, and dashes.',
    ...(subject === undefined ? {} : { subject }),
  };
}
