import { type Diagnostic, hasErrors } from './diagnostic.ts';

/** Collects the diagnostics of one run, in the order they were reported. */
export interface Reporter {
  report(...diagnostics: readonly Diagnostic[]): void;
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

/** Makes an empty reporter. */
export function reporter(): Reporter {
  const collected: Diagnostic[] = [];
  return {
    report: (...diagnostics) => void collected.push(...diagnostics),
    get diagnostics() {
      return collected;
    },
    get hasErrors() {
      return hasErrors(collected);
    },
  };
}
