import { failed, ok, type Result } from '../../../base/index.ts';

/** Why a text is not CSV, and in which line (counted from 1) the trouble was found. */
export interface CsvError {
  readonly line: number;
  readonly reason:
    | 'wrong number of fields'
    | 'bare " in non-quoted-field'
    | 'extraneous or missing " in quoted-field';
}

/** One field and what follows its comma; undefined at the end of the record. */
interface Field {
  readonly text: string;
  readonly rest: string | undefined;
}

/** The lines of a text without their ends; CRLF counts as LF, also inside quotes. */
function linesOf(text: string): { readonly text: string; readonly ended: boolean }[] {
  const lines: { text: string; ended: boolean }[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const ended = newline >= 0;
    let line = text.slice(start, ended ? newline : text.length);
    if (line.endsWith('\r')) line = line.slice(0, -1);
    if (ended || line !== '') lines.push({ text: line, ended });
    start = ended ? newline + 1 : text.length;
  }
  return lines;
}

/** Reads records one after the other and remembers the line it is in. */
class CsvReader {
  readonly lines: readonly { readonly text: string; readonly ended: boolean }[];
  line = 0;
  /** Line of the first field of the current record. */
  start = 0;
  constructor(text: string) {
    this.lines = linesOf(text);
  }

  /** The next record; undefined after the last. Empty lines are no records. */
  record(): Result<readonly string[] | undefined, CsvError> {
    while (this.lines[this.line]?.text === '' && this.lines[this.line]?.ended) this.line++;
    const first = this.lines[this.line++];
    this.start = this.line;
    if (first === undefined || (first.text === '' && !first.ended)) return ok(undefined);
    const fields: string[] = [];
    for (let rest: string | undefined = first.text; rest !== undefined; ) {
      const field: Result<Field, CsvError> = rest.startsWith('"')
        ? this.quoted(rest.slice(1))
        : this.plain(rest);
      if (!field.ok) return field;
      fields.push(field.value.text);
      rest = field.value.rest;
    }
    return ok(fields);
  }

  plain(from: string): Result<Field, CsvError> {
    const comma = from.indexOf(',');
    const text = comma < 0 ? from : from.slice(0, comma);
    if (text.includes('"')) return this.failure('bare " in non-quoted-field');
    return ok({ text, rest: comma < 0 ? undefined : from.slice(comma + 1) });
  }

  quoted(from: string): Result<Field, CsvError> {
    let text = '';
    for (let rest = from; ; ) {
      const quote = rest.indexOf('"');
      if (quote >= 0) {
        text += rest.slice(0, quote);
        const next = rest[quote + 1];
        if (next === undefined) return ok({ text, rest: undefined });
        if (next === ',') return ok({ text, rest: rest.slice(quote + 2) });
        if (next !== '"') return this.failure('extraneous or missing " in quoted-field');
        text += '"';
        rest = rest.slice(quote + 2);
        continue;
      }
      text += rest;
      const current = this.lines[this.line - 1]!;
      const following = this.lines[this.line];
      if (!current.ended || following === undefined)
        return this.failure('extraneous or missing " in quoted-field');
      text += '\n';
      rest = following.text;
      this.line++;
    }
  }

  failure(reason: CsvError['reason']): Result<never, CsvError> {
    return failed({ line: this.line, reason });
  }
}

/** The records of a text up to the first mistake. */
export interface CsvText {
  readonly records: readonly (readonly string[])[];
  readonly error?: CsvError;
}

/** Reads RFC 4180 text; every record must have as many fields as the first. */
export function parseCsv(text: string): CsvText {
  const reader = new CsvReader(text);
  const records: (readonly string[])[] = [];
  for (;;) {
    const record = reader.record();
    if (!record.ok) return { records, error: record.error };
    if (record.value === undefined) return { records };
    if (record.value.length !== (records[0] ?? record.value).length)
      return { records, error: { line: reader.start, reason: 'wrong number of fields' } };
    records.push(record.value);
  }
}
