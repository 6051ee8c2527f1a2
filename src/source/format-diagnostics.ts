import type { Diagnostic } from './diagnostic.ts';
import type { Range } from './range.ts';
import type { SourceFiles } from './source-file.ts';

/** How diagnostics are drawn. */
export interface DiagnosticFormat {
  /** The files whose lines may be shown; a file that is not there is named without its text. */
  readonly files?: SourceFiles;
  /** Details are wrapped to this many characters; 0 wraps nothing. Default 80. */
  readonly width?: number;
  /** Names the block or JSON path around a range, for `, in <context>`; empty for none. */
  readonly contextOf?: (subject: Range) => string | undefined;
}

/** Draws diagnostics as Packer does (template-language 1.19), each with its frame of source. */
export function formatDiagnostics(
  _diagnostics: readonly Diagnostic[],
  _format: DiagnosticFormat = {},
): string {
  throw new Error('soon');
}
