import type { Diagnostic, ObservedValue } from './diagnostic.ts';
import type { Range } from './range.ts';
import type { SourceFiles } from './source-file.ts';
import { linesAround } from './source-lines.ts';
import { wordWrap } from './word-wrap.ts';

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
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat = {},
): string {
  return diagnostics.map((diagnostic) => formatOne(diagnostic, format)).join('');
}

function formatOne(diagnostic: Diagnostic, format: DiagnosticFormat): string {
  const { severity, summary, detail, subject, observed = [] } = diagnostic;
  const parts = [`${severity === 'error' ? 'Error' : 'Warning'}: ${summary}\n\n`];
  if (subject !== undefined) {
    parts.push(frame(subject, diagnostic.context ?? subject, format));
    if (observed.length > 0) parts.push(observations(observed));
  }
  const { width = 80 } = format;
  if (detail !== '') parts.push(`${width === 0 ? detail : wordWrap(detail, width)}\n\n`);
  return parts.join('');
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The place, and the lines of source that the subject and its context touch. */
function frame(subject: Range, context: Range, format: DiagnosticFormat): string {
  const place = `  on ${subject.filename} line ${subject.start.line}`;
  const file = format.files?.get(subject.filename);
  if (file === undefined) return `${place}:\n  (source code not available)\n\n`;
  const around = format.contextOf?.(subject) ?? '';
  const from = Math.min(subject.start.byte, context.start.byte);
  const to = Math.max(subject.end.byte, context.end.byte);
  // Nothing is shown as the character that would be there.
  const lines = linesAround(file.bytes, from, to === from ? to + 1 : to).map((line) => {
    const text = decoder.decode(file.bytes.subarray(line.from, line.to));
    return `${String(line.number).padStart(4)}: ${text}\n`;
  });
  return `${place}${around === '' ? '' : `, in ${around}`}:\n${lines.join('')}\n`;
}

function observations(observed: readonly ObservedValue[]): string {
  const statements = observed.map(({ expression, description }) =>
    description === 'set to null' ? `${expression} set to null` : `${expression} as ${description}`,
  );
  statements.sort();
  return `with ${statements.join(',\n     ')}.\n\n`;
}
