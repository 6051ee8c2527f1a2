import type { Diagnostic, Range } from '../source/index.ts';
import type { Expression } from '../syntax/index.ts';
import { observedValues } from './observed.ts';
import type { Scope } from './scope.ts';

/** What a mistake in an expression is about. */
export interface Mistake {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly subject: Range;
  readonly context?: Range;
  /** The expression whose references explain the mistake, and where it was evaluated. */
  readonly about?: { readonly expression: Expression; readonly scope: Scope | undefined };
}

/** An error diagnostic that shows what the references of the expression were worth (1.19). */
export function mistake({ about, ...said }: Mistake): Diagnostic {
  if (about === undefined) return { severity: 'error', ...said };
  return {
    severity: 'error',
    ...said,
    // Most diagnostics inside `try` and `can` are never shown, so look only when asked.
    get observed() {
      return observedValues(about.expression, about.scope);
    },
  };
}
