import type { Range } from './range.ts';

/** Stable, kebab-case name of one kind of diagnostic; each is explained in docs/diagnostics.md. */
export type DiagnosticCode = string;

/** What an expression in the shown source was worth: printed as `with <expression> as <value>`. */
export interface ObservedValue {
  /** The reference as written, such as `var.name`. */
  readonly expression: string;
  /** What it is, in words: `"x"`, `set to null`, `object with 2 attributes`. */
  readonly description: string;
}

/** Another place that matters for a diagnostic. */
export interface Note {
  readonly message: string;
  readonly range?: Range;
}

/** A mistake in what the user wrote, or in what a plugin answered about it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: DiagnosticCode;
  /** Same words every time. */
  readonly summary: string;
  /** Full sentences: what, why, what to do. */
  readonly detail: string;
  /** Exactly what is wrong. */
  readonly subject?: Range;
  /** What to show around it. */
  readonly context?: Range;
  /** Values that explain the mistake, in the order they are shown. */
  readonly observed?: readonly ObservedValue[];
  readonly notes?: readonly Note[];
}

/** A value together with everything that was found wrong on the way to it. */
export interface Diagnosed<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** True if any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
