/** One formatting verb such as `%-5.2[1]s`, as it was written. */
export interface Verb {
  readonly raw: string;
  /** Of the `%`, in bytes. */
  readonly offset: number;
  readonly letter: string;
  /** Which argument it formats; undefined for the one after the argument of the verb before. */
  readonly argument: number | undefined;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly zero: boolean;
  readonly sharp: boolean;
  readonly plus: boolean;
  readonly minus: boolean;
  readonly space: boolean;
}

/** A format string taken apart: literal text and verbs, up to the first mistake. */
export interface ParsedFormat {
  readonly parts: readonly (string | Verb)[];
  readonly mistake?: string;
}

const byteLength = (text: string) => new TextEncoder().encode(text).length;

/** `%` flags width precision index letter; every part but the first and the last may be missing. */
const beginning = /%([-+ #0]*)([1-9][0-9]*)?(?:(\.)([0-9]*))?(\[(?:[1-9][0-9]*\]?)?)?/y;

/** Parses a format string. Verbs with unknown letters pass; their use is the mistake. */
export function parseFormat(
  format: string,
  quoteCharacter: (text: string) => string,
): ParsedFormat {
  const parts: (string | Verb)[] = [];
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf('%', at);
    const literal = format.slice(at, percent < 0 ? format.length : percent);
    if (literal !== '') parts.push(literal);
    if (percent < 0) break;
    if (format[percent + 1] === '%') {
      parts.push('%');
      at = percent + 2;
      continue;
    }
    beginning.lastIndex = percent;
    const found = beginning.exec(format)!;
    const end = beginning.lastIndex;
    const offset = byteLength(format.slice(0, end));
    const next = format.codePointAt(end);
    if (next === undefined)
      return { parts, mistake: `invalid format string starting at offset ${offset}` };
    const character = String.fromCodePoint(next);
    const index = found[5];
    const closed = index === undefined || index.endsWith(']');
    if (!closed || !/^[a-zA-Z]$/.test(character)) {
      const shown = quoteCharacter(character);
      return { parts, mistake: `unrecognized format character ${shown} at offset ${offset}` };
    }
    parts.push(verbOf(found, character, byteLength(format.slice(0, percent))));
    at = end + 1;
  }
  return { parts };
}

function verbOf(found: RegExpExecArray, letter: string, offset: number): Verb {
  const flags = found[1] ?? '';
  const index = found[5];
  const dot = found[3] !== undefined;
  return {
    raw: found[0] + letter,
    offset,
    letter,
    argument: index === undefined ? undefined : Number(index.slice(1, -1)),
    width: found[2] === undefined ? undefined : Number(found[2]),
    precision: dot ? Number(found[4] === '' ? '0' : found[4]) : undefined,
    zero: flags.includes('0'),
    sharp: flags.includes('#'),
    plus: flags.includes('+'),
    minus: flags.includes('-'),
    space: flags.includes(' '),
  };
}
