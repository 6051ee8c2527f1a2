import { once } from '../base/index.ts';
import type { Diagnostic, ObservedValue } from './diagnostic.ts';
import type { Range } from './range.ts';
import type { SourceFiles } from './source-file.ts';
import { SourceLines } from './source-lines.ts';
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

/** Characters beyond which nothing more is drawn: nobody reads that, and no text can be much longer. */
const longest = 2 ** 26;

/** Draws diagnostics as Packer does (template-language 1.19), each with its frame of source. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat = {},
): string {
  const drawing = new Drawing(format);
  const texts: string[] = [];
  let length = 0;
  for (const diagnostic of diagnostics) {
    const text = drawing.draw(diagnostic);
    length += text.length;
    if (length > longest && texts.length > 0) break;
    texts.push(text);
  }
  return texts.join('');
}

class Drawing {
  readonly #format: DiagnosticFormat;
  readonly #lines = new Map<string, SourceLines>();

  constructor(format: DiagnosticFormat) {
    this.#format = format;
  }

  draw(diagnostic: Diagnostic): string {
    const { severity, summary, detail, subject, observed = [] } = diagnostic;
    const parts = [`${severity === 'error' ? 'Error' : 'Warning'}: ${summary}\n\n`];
    if (subject !== undefined) {
      parts.push(this.#frame(subject, diagnostic.context ?? subject));
      if (observed.length > 0) parts.push(observations(observed));
    }
    const { width = 80 } = this.#format;
    if (detail !== '') parts.push(`${width === 0 ? detail : wordWrap(detail, width)}\n\n`);
    return parts.join('');
  }

  /** The place, and the lines of source that the subject and its context touch. */
  #frame(subject: Range, context: Range): string {
    const place = `  on ${subject.filename} line ${subject.start.line}`;
    const source = this.#source(subject.filename);
    if (source === undefined) return `${place}:\n  (source code not available)\n\n`;
    const around = this.#format.contextOf?.(subject) ?? '';
    const from = Math.min(subject.start.byte, context.start.byte);
    const to = Math.max(subject.end.byte, context.end.byte);
    // Nothing is shown as the character that would be there.
    const lines = source.around(from, to === from ? to + 1 : to).map((line) => {
      const text = decoder().decode(source.bytes.subarray(line.from, line.to));
      return `${String(line.number).padStart(4)}: ${text}\n`;
    });
    return `${place}${around === '' ? '' : `, in ${around}`}:\n${lines.join('')}\n`;
  }

  #source(filename: string): SourceLines | undefined {
    const known = this.#lines.get(filename);
    if (known !== undefined) return known;
    const file = this.#format.files?.get(filename);
    if (file === undefined) return undefined;
    const lines = new SourceLines(file.bytes);
    this.#lines.set(filename, lines);
    return lines;
  }
}

const decoder = once(() => new TextDecoder('utf-8', { ignoreBOM: true }));

function observations(observed: readonly ObservedValue[]): string {
  const statements = observed.map(({ expression, description }) =>
    description === 'set to null' ? `${expression} set to null` : `${expression} as ${description}`,
  );
  statements.sort();
  return `with ${statements.join(',\n     ')}.\n\n`;
}
