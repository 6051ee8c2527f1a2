import type { Diagnostic, Range } from '../source/index.ts';

/** A second block of a type of which there may be one. */
export function onlyOneBlock(type: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'only-one-block',
    summary: `Only one ${type} is allowed`,
    detail: '',
    subject,
  };
}
