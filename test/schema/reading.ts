import type { Diagnostic, Range } from '../../src/source/index.ts';
import { parseConfig, parseJson, rangeText } from '../../src/syntax/index.ts';
import { asElements, asEntries, displayText, isKnown, type Value } from '../../src/values/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The body of a text in native syntax, which must be well-formed. */
export function nativeBody(text: string) {
  const { value, diagnostics } = parseConfig({ filename: 't.hcl', bytes: bytes(text) });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(worded).join('\n'));
  return value;
}

/** The body of a JSON text, which must be well-formed. */
export function jsonBody(text: string) {
  const { value, diagnostics } = parseJson({ filename: 't.json', bytes: bytes(text) });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(worded).join('\n'));
  return value;
}

const place = (range: Range | undefined) => (range === undefined ? '-' : rangeText(range));

/** Everything a diagnostic says, in one line. */
export function worded({ severity, summary, detail, subject, context }: Diagnostic): string {
  const where = subject === undefined && context ? `(${place(context)})` : place(subject);
  return `${severity} ${where} ${summary}${detail === '' ? '' : ` | ${detail}`}`;
}

/** A value as plain data; what is not known shows its type. */
export function shown(value: Value): unknown {
  if (!isKnown(value)) return `<${value.type.kind}>`;
  if (value.content === null) return null;
  switch (value.type.kind) {
    case 'object':
    case 'map':
      return Object.fromEntries([...asEntries(value)].map(([name, part]) => [name, shown(part)]));
    case 'list':
    case 'set':
    case 'tuple':
      return asElements(value).map(shown);
    case 'number':
      return Number(displayText(value));
    default:
      return value.content;
  }
}
