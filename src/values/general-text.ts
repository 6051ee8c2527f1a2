import type { BigFloat } from './big-float.ts';
import { decimalOf, roundTo, shortest } from './number-text.ts';

/** Beyond this many bits before or after the point working the digits out takes far too long. */
const digitLimit = 2 ** 22;

/** Decimal digits of a number and where its point stands: 0.DIGITS × 10^point. */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/**
 * Digits of a finite number without its sign: rounded to `count` significant digits, or with
 * `count` undefined as few as identify it at its precision. Zero has no digits.
 */
export function significantDigits(value: BigFloat, count: number | undefined): Digits {
  if (value.isZero || Math.abs(value.exponent) > digitLimit) return { digits: '', point: 0 };
  if (count === undefined) return shortest(value, value.precision);
  return roundTo(decimalOf(value.mantissa, value.exponent, count + 3), count);
}

/**
 * Text in Go's `%g` style with that many significant digits, or with the fewest that identify the
 * number (template-language 3.9).
 */
export function generalText(value: BigFloat, precision: number | undefined): string {
  if (value.infinite) return value.negative ? '-Inf' : '+Inf';
  const sign = value.negative ? '-' : '';
  const { digits, point } = significantDigits(value, precision);
  if (digits === '') return `${sign}0`;
  let limit = precision ?? 6;
  if (precision !== undefined && limit > digits.length && digits.length >= point) {
    limit = digits.length;
  }
  const exponent = point - 1;
  if (exponent < -4 || exponent >= limit) return `${sign}${exponentText(digits, exponent)}`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function exponentText(digits: string, exponent: number): string {
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}
