import { exponentSuffix, formatFloat, formatSource, formatValue } from './print.ts';
import { quote, quoteCharacter } from './quote.ts';
import { shapeOf, sortedKeys, type TemplateValue, typeName, utf8 } from './value.ts';

/** What stands between `%` and the verb. */
interface Spec {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly verb: string;
}

/** Go refuses larger widths and precisions; so do we, which bounds the output. */
const widest = 1_000_000;

/** Formats like Go's fmt.Sprintf; what does not fit becomes `%!d(string=x)` in the text. */
export function sprintf(format: string, values: readonly TemplateValue[]): string {
  const directive = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?([\s\S]?)/gu;
  let out = '';
  let at = 0;
  let used = 0;
  const star = (text: string | undefined, problem: string): number | undefined => {
    if (text === undefined) return undefined;
    const value = text === '*' ? values[used++] : BigInt(text === '' ? 0 : text);
    if (typeof value === 'bigint' && value <= widest && value >= -widest) return Number(value);
    out += problem;
    return undefined;
  };
  for (const match of format.matchAll(directive)) {
    out += format.slice(at, match.index);
    at = match.index + match[0].length;
    const [, flags = '', widthText, precisionText, verb = ''] = match;
    const width = star(widthText, '%!(BADWIDTH)');
    const precision = star(precisionText, '%!(BADPREC)');
    if (verb === '') out += '%!(NOVERB)';
    else if (verb === '%') out += '%';
    else if (used >= values.length) out += `%!${verb}(MISSING)`;
    else {
      const left = width !== undefined && width < 0 ? `${flags}-` : flags;
      const size = width === undefined ? undefined : Math.abs(width);
      out += formatVerb({ flags: left, width: size, precision, verb }, values[used++]);
    }
  }
  out += format.slice(at);
  if (used >= values.length) return out;
  const extra = values.slice(used).map(typedValue);
  return `${out}%!(EXTRA ${extra.join(', ')})`;
}

function typedValue(value: TemplateValue): string {
  if (value === null || value === undefined) return '<nil>';
  return `${typeName(value)}=${formatValue(value)}`;
}

function formatVerb(spec: Spec, value: TemplateValue, nested = false): string {
  if (spec.verb === 'T') return pad(spec, cutText(spec, typeName(value)));
  if (spec.verb === 'v' && spec.flags.includes('#')) return pad(spec, formatSource(value));
  const shape = shapeOf(value);
  switch (shape.kind) {
    case 'nil':
      if (nested) return '<nil>';
      return spec.verb === 'v' ? pad(spec, '<nil>') : `%!${spec.verb}(<nil>)`;
    case 'bool':
      return 'tv'.includes(spec.verb) ? pad(spec, String(shape.value)) : badVerb(spec, value);
    case 'int':
      return formatInteger(spec, shape.value) ?? badVerb(spec, value);
    case 'float':
      return formatFloatVerb(spec, shape.value) ?? badVerb(spec, value);
    case 'string':
      return formatText(spec, shape.value) ?? badVerb(spec, value);
    case 'bytes':
      if (spec.verb === 'v' || spec.verb === 'd') return formatValue(value);
      return formatText(spec, new TextDecoder().decode(shape.value)) ?? badVerb(spec, value);
    case 'slice':
      return `[${shape.value.map((item) => formatVerb(spec, item, true)).join(' ')}]`;
    case 'map':
    case 'strings': {
      const pairs = sortedKeys(shape.entries).map(
        (key) => `${formatVerb(spec, key, true)}:${formatVerb(spec, shape.entries.get(key), true)}`,
      );
      return `map[${pairs.join(' ')}]`;
    }
    case 'record': {
      const fields = [...shape.value.fields.values()].map((field) => formatVerb(spec, field, true));
      return `${shape.value.typeName.startsWith('*') ? '&' : ''}{${fields.join(' ')}}`;
    }
    case 'time':
      return formatText(spec, formatValue(value)) ?? badVerb(spec, value);
  }
}

function badVerb(spec: Spec, value: TemplateValue): string {
  return `%!${spec.verb}(${typeName(value)}=${formatVerb({ ...spec, flags: spec.flags.replaceAll('#', ''), verb: 'v' }, value)})`;
}

function pad(spec: Spec, text: string): string {
  const missing = (spec.width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (spec.flags.includes('0') && !spec.flags.includes('-')) return '0'.repeat(missing) + text;
  return spec.flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

/** Sign, zeros and digits of a number, padded to the width. */
function padNumber(spec: Spec, negative: boolean, digits: string): string {
  let sign = '';
  if (negative) sign = '-';
  else if (spec.flags.includes('+')) sign = '+';
  else if (spec.flags.includes(' ')) sign = ' ';
  const fills = spec.flags.includes('0') && !spec.flags.includes('-') && spec.width !== undefined;
  const isNumber = /^[0-9a-fx]/i.test(digits) && digits !== 'NaN';
  if (!fills || !isNumber)
    return pad({ ...spec, flags: spec.flags.replaceAll('0', '') }, sign + digits);
  return sign + digits.padStart((spec.width ?? 0) - sign.length, '0');
}

const bases: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['b', [2, '0b']],
  ['o', [8, '0']],
  ['O', [8, '']],
  ['x', [16, '0x']],
  ['X', [16, '0X']],
]);

function formatInteger(spec: Spec, value: bigint): string | undefined {
  const size = value < 0n ? -value : value;
  const base = bases.get(spec.verb);
  if (spec.verb === 'd' || spec.verb === 'v') {
    return padNumber(zeroless(spec), value < 0n, atLeast(spec, size.toString()));
  }
  if (base !== undefined) {
    const [radix, prefix] = base;
    let digits = atLeast(spec, size.toString(radix));
    if (spec.verb === 'X') digits = digits.toUpperCase();
    if (spec.verb === 'O') digits = `0o${digits}`;
    if (spec.flags.includes('#')) digits = prefix + digits;
    return padNumber(zeroless(spec), value < 0n, digits);
  }
  const valid = size <= 0x10ffffn && value >= 0n;
  const character = String.fromCodePoint(valid ? Number(size) : 0xfffd);
  if (spec.verb === 'c') return pad(spec, character);
  if (spec.verb === 'q') return pad(spec, quoteCharacter(character, spec.flags.includes('+')));
  if (spec.verb !== 'U') return undefined;
  const name = `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  return pad(spec, spec.flags.includes('#') ? `${name} '${character}'` : name);
}

/** A precision asks for a number of digits and switches zero padding off. */
function atLeast(spec: Spec, digits: string): string {
  return spec.precision === undefined ? digits : digits.padStart(spec.precision, '0');
}

function zeroless(spec: Spec): Spec {
  return spec.precision === undefined ? spec : { ...spec, flags: spec.flags.replaceAll('0', '') };
}

function formatFloatVerb(spec: Spec, value: number): string | undefined {
  const negative = value < 0 || Object.is(value, -0);
  const digits = floatDigits(spec, Math.abs(value));
  return digits === undefined ? undefined : padNumber(spec, negative, digits);
}

function floatDigits(spec: Spec, size: number): string | undefined {
  if (!'veEfFgG'.includes(spec.verb)) return undefined;
  if (!Number.isFinite(size)) return formatFloat(size).replace('+', '');
  const upper = spec.verb === 'E' || spec.verb === 'G';
  const digits = plainFloat(spec.verb.toLowerCase(), spec.precision, size);
  return upper ? digits.toUpperCase() : digits;
}

function plainFloat(verb: string, precision: number | undefined, size: number): string {
  if (verb === 'f') return size.toFixed(Math.min(precision ?? 6, 100));
  if (verb === 'e') return normalExponent(size.toExponential(Math.min(precision ?? 6, 100)));
  if (precision === undefined) return formatFloat(size);
  const significant = Math.min(Math.max(precision, 1), 100);
  const [mantissa = '', exponent = '0'] = size.toExponential(significant - 1).split('e');
  if (Number(exponent) < -4 || Number(exponent) >= significant) {
    return `${trimZeros(mantissa)}e${exponentSuffix(Number(exponent))}`;
  }
  return trimZeros(size.toFixed(Math.max(0, significant - 1 - Number(exponent))));
}

function normalExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  return `${mantissa}e${exponentSuffix(Number(exponent))}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A precision limits the number of characters of a text. */
function cutText(spec: Spec, text: string): string {
  return spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('');
}

function formatText(spec: Spec, text: string): string | undefined {
  const cut = cutText(spec, text);
  switch (spec.verb) {
    case 'v':
    case 's':
      return pad(spec, cut);
    case 'q':
      if (spec.flags.includes('#') && !/[`\x00-\x08\x0a-\x1f\x7f]/.test(cut)) {
        return pad(spec, `\`${cut}\``);
      }
      return pad(spec, quote(cut, spec.flags.includes('+')));
    case 'x':
    case 'X': {
      const prefix = spec.flags.includes('#') ? '0x' : '';
      const separator = spec.flags.includes(' ') ? ' ' : '';
      const bytes = [...utf8(text)].slice(0, spec.precision);
      const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(separator);
      const shown = digits === '' ? '' : prefix + digits;
      return pad(spec, spec.verb === 'X' ? shown.toUpperCase() : shown);
    }
    default:
      return undefined;
  }
}
