import type { Diagnostic, Range } from '../source/index.ts';
import { quote } from '../values/index.ts';

/** A pattern of `-only` or `-except` that is no glob. */
export function badPattern(flag: 'only' | 'except', pattern: string, reason: string): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-selection-pattern',
    summary: `Invalid -${flag} pattern ${pattern}: ${reason}`,
    detail: '',
  };
}

function unmatched(summary: string, possible: readonly string[]): Diagnostic {
  return {
    severity: 'warning',
    code: 'selection-without-match',
    summary,
    detail: `Possible build names: [${possible.join(' ')}].\nThese could also be matched with a glob pattern like: 'happycloud.*'`,
  };
}

/** Fewer builds were selected than `-only` has items. */
export function onlyMatchedTooLittle(possible: readonly string[]): Diagnostic {
  return unmatched(
    "an 'only' option was passed, but not all matches were found for the given build.",
    possible,
  );
}

/** Fewer builds and post-processors were left out than `-except` has items. */
export function exceptMatchedNothing(possible: readonly string[]): Diagnostic {
  return unmatched("an 'except' option was passed, but did not match any build.", possible);
}

/** The template has no build block at all. */
export function missingBuildBlock(): Diagnostic {
  return {
    severity: 'error',
    code: 'missing-build-block',
    summary: 'Missing build block',
    detail: 'A build block with one or more sources is required for executing a build.',
  };
}

/** A plugin does not accept its configuration; its own words are the summary. */
export function rejectedSource(reason: string, subject: Range): Diagnostic {
  return { severity: 'error', code: 'source-rejected', summary: reason, detail: '', subject };
}

/** A plugin accepts its configuration, but has something to say. */
export function sourceWarning(warning: string, subject: Range): Diagnostic {
  return { severity: 'warning', code: 'source-warning', summary: warning, detail: '', subject };
}

/** A provisioner or post-processor does not accept its configuration. */
export function rejectedBlock(
  block: { readonly label: string; readonly reason: string },
  subject: Range,
): Diagnostic {
  return {
    severity: 'error',
    code: 'block-rejected',
    summary: `Failed preparing ${block.label}`,
    detail: block.reason,
    subject,
  };
}

/** A component that was found before cannot be started; `summary` is worded per kind. */
export function notLoaded(summary: string, reason: string, subject: Range): Diagnostic {
  return { severity: 'error', code: 'component-not-loaded', summary, detail: reason, subject };
}

/** A build of a legacy template whose components cannot be found or set up. */
export function unstartableLegacyBuild(build: string, reason: string): Diagnostic {
  return {
    severity: 'error',
    code: 'build-not-initialized',
    summary: `Failed to initialize build ${quote(build)}`,
    detail: reason,
  };
}

/** A build of a legacy template that cannot be prepared. */
export function rejectedLegacyBuild(build: string, reason: string): Diagnostic {
  return {
    severity: 'error',
    code: 'build-rejected',
    summary: `Failed to prepare build: ${quote(build)}`,
    detail: reason,
  };
}

/** A warning of a component of a legacy template. */
export function legacyBuildWarning(build: string, warning: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'build-warning',
    summary: `Warning when preparing build: "${build}"`,
    detail: warning,
  };
}

function place(range: Range | undefined): string {
  if (range === undefined) return '<nil>';
  const { start, end } = range;
  return start.line === end.line
    ? `${range.filename}:${start.line},${start.column}-${end.column}`
    : `${range.filename}:${start.line},${start.column}-${end.line},${end.column}`;
}

/** Diagnostics in one line, as they stand inside the text of another message (cli 9). */
export function inOneLine(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics[0];
  if (first === undefined) return 'no diagnostics';
  const text = `${place(first.subject)}: ${first.summary}; ${first.detail}`;
  return diagnostics.length === 1
    ? text
    : `${text}, and ${diagnostics.length - 1} other diagnostic(s)`;
}
