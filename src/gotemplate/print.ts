import { quote } from './quote.ts';
import { formatTime } from './time-layout.ts';
import { shapeOf, sortedKeys, type TemplateRecord, type TemplateValue, typeName } from './value.ts';

/** How Go prints a value with %v; nil is `<nil>`. */
export function formatValue(value: TemplateValue): string {
  const shape = shapeOf(value);
  switch (shape.kind) {
    case 'nil':
      return '<nil>';
    case 'float':
      return formatFloat(shape.value);
    case 'bytes':
      return `[${[...shape.value].join(' ')}]`;
    case 'time':
      return formatTime(shape.value, '2006-01-02 15:04:05.999999999 -0700 MST');
    case 'slice':
      return `[${shape.value.map(formatValue).join(' ')}]`;
    case 'map':
    case 'strings':
      return formatEntries(shape.entries);
    case 'record':
      return formatRecord(shape.value);
    default:
      return String(shape.value);
  }
}

function formatRecord({ typeName: type, fields }: TemplateRecord): string {
  const pointer = type.startsWith('*') ? '&' : '';
  return `${pointer}{${[...fields.values()].map(formatValue).join(' ')}}`;
}

function formatEntries(entries: ReadonlyMap<string, TemplateValue>): string {
  const pairs = sortedKeys(entries).map((key) => `${key}:${formatValue(entries.get(key))}`);
  return `map[${pairs.join(' ')}]`;
}

/** How an action prints a value: nil is `<no value>`. */
export function printValue(value: TemplateValue): string {
  return value === null || value === undefined ? '<no value>' : formatValue(value);
}

/** How Go prints a value as source text (%#v). */
export function formatSource(value: TemplateValue): string {
  const shape = shapeOf(value);
  switch (shape.kind) {
    case 'string':
      return quote(shape.value);
    case 'slice':
      return `${typeName(value)}{${shape.value.map(formatSource).join(', ')}}`;
    case 'map':
    case 'strings': {
      const keys = sortedKeys(shape.entries);
      const pairs = keys.map((key) => `${quote(key)}:${formatSource(shape.entries.get(key))}`);
      return `${typeName(value)}{${pairs.join(', ')}}`;
    }
    case 'bytes':
      return `[]byte{${[...shape.value].map((byte) => `0x${byte.toString(16)}`).join(', ')}}`;
    default:
      return formatValue(value);
  }
}

/** A float with as many digits as needed; an exponent from 1e6 on and below 1e-4 (%v). */
export function formatFloat(value: number, exponentFrom = 6): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  const sign = value < 0 ? '-' : '';
  if (exponent < -4 || exponent >= exponentFrom) {
    return `${sign}${mantissa}e${exponentSuffix(exponent)}`;
  }
  return sign + positional(mantissa.replace('.', ''), exponent);
}

/** `+06`: an exponent has a sign and at least two digits. */
export function exponentSuffix(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0');
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Values one after the other, with a space where neither neighbour is a string. */
export function sprint(values: readonly TemplateValue[]): string {
  let out = '';
  values.forEach((value, index) => {
    const before = values[index - 1];
    if (index > 0 && typeof value !== 'string' && typeof before !== 'string') out += ' ';
    out += formatValue(value);
  });
  return out;
}

/** Values with spaces between them and a newline at the end. */
export function sprintln(values: readonly TemplateValue[]): string {
  return `${values.map(formatValue).join(' ')}\n`;
}
