import { type BigFloat, generalText, significantDigits } from '../../../values/index.ts';
import type { Verb } from './verb.ts';

const bases: Readonly<Record<string, { readonly radix: number; readonly prefix: string }>> = {
  b: { radix: 2, prefix: '0b' },
  d: { radix: 10, prefix: '' },
  o: { radix: 8, prefix: '0' },
  x: { radix: 16, prefix: '0x' },
  X: { radix: 16, prefix: '0X' },
};

function signOf(negative: boolean, verb: Verb): string {
  if (negative) return '-';
  if (verb.plus) return '+';
  return verb.space ? ' ' : '';
}

/** Pads to the width: with zeros after the sign, or with spaces. `-` cancels zeros. */
function padded(sign: string, digits: string, verb: Verb, zeros: boolean): string {
  const missing = Math.max((verb.width ?? 0) - sign.length - digits.length, 0);
  if (verb.minus) return sign + digits + ' '.repeat(missing);
  if (verb.zero && zeros) return sign + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + sign + digits;
}

/** Formats a whole number with `b d o x X`. */
export function formatInteger(value: bigint, verb: Verb): string {
  const base = bases[verb.letter]!;
  const sign = signOf(value < 0n, verb) + (verb.sharp ? base.prefix : '');
  let digits = (value < 0n ? -value : value).toString(base.radix);
  if (verb.letter === 'X') digits = digits.toUpperCase();
  if (verb.precision === 0 && value === 0n) return '';
  return padded(
    sign,
    digits.padStart(verb.precision ?? 0, '0'),
    verb,
    verb.precision === undefined,
  );
}

interface Rounded {
  readonly digits: string;
  /** Where the decimal point stands: 0.DIGITS × 10^point. */
  readonly point: number;
}

/** The exact digits rounded to so many of them, a tie to the even one. */
function rounded(value: BigFloat, digitsWanted: (point: number) => number): Rounded {
  const exact = significantDigits(value, Number.MAX_SAFE_INTEGER);
  const wanted = digitsWanted(exact.point);
  if (wanted < 0 || wanted >= exact.digits.length) return exact;
  if (wanted > 0) return significantDigits(value, wanted);
  const up = exact.digits[0]! > '5' || (exact.digits[0] === '5' && exact.digits.length > 1);
  return up ? { digits: '1', point: exact.point + 1 } : { digits: '', point: exact.point };
}

const digitAt = (digits: string, index: number) => digits[index] ?? '0';

function fixedText(value: BigFloat, precision: number): string {
  const { digits, point } = rounded(value, (at) => at + precision);
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (precision === 0) return whole;
  const fraction = Array.from({ length: precision }, (_, index) => digitAt(digits, point + index));
  return `${whole}.${fraction.join('')}`;
}

function exponentText(value: BigFloat, precision: number, letter: string): string {
  const { digits, point } = rounded(value, () => precision + 1);
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = digits.slice(1).padEnd(precision, '0');
  const size = String(Math.abs(exponent)).padStart(2, '0');
  const mantissa = precision === 0 ? digitAt(digits, 0) : `${digitAt(digits, 0)}.${fraction}`;
  return `${mantissa}${letter}${exponent < 0 ? '-' : '+'}${size}`;
}

function magnitudeText(value: BigFloat, verb: Verb): string {
  const { letter, precision } = verb;
  if (value.infinite) return 'Inf';
  if (letter === 'f') return fixedText(value, precision ?? 6);
  if (letter === 'e' || letter === 'E') return exponentText(value, precision ?? 6, letter);
  const text = generalText(value, precision === 0 ? 1 : precision);
  return letter === 'G' ? text.replace('e', 'E') : text;
}

/** Infinities always show a sign. */
function floatSign(value: BigFloat, verb: Verb): string {
  if (!value.infinite || value.negative) return signOf(value.negative, verb);
  return verb.space ? ' ' : '+';
}

/** Formats any number with `e E f g G`. Unlike for integers, zeros win over `-`. */
export function formatFloat(value: BigFloat, verb: Verb): string {
  const magnitude = magnitudeText(value.negative ? value.neg() : value, verb);
  const zeros = verb.zero && !value.infinite;
  return padded(floatSign(value, verb), magnitude, { ...verb, minus: verb.minus && !zeros }, zeros);
}
