import { bitLength, type Parts } from './float-parts.ts';

/** Beyond this many bits before or after the point writing the number out takes far too long. */
const plainLimit = 2 ** 22;

/** Decimal digits without leading or trailing zeros, and where the point stands: 0.DIGITS × 10^point. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/**
 * Plain decimal text with the fewest digits that still identify the number among its neighbours at
 * this precision (template-language 3.2).
 */
export function numberText(parts: Parts, precision: number): string {
  const sign = parts.negative ? '-' : '';
  if (parts.infinite) return parts.negative ? '-Inf' : '+Inf';
  if (parts.mantissa === 0n) return `${sign}0`;
  if (Math.abs(parts.exponent) > plainLimit) return `${sign}${parts.mantissa}p${parts.exponent}`;
  const { digits, point } = shortest(parts, precision);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The shortest digits that lie between the halfway points to both neighbours. */
export function shortest(parts: Parts, precision: number): Decimal {
  const room = precision + 1 - bitLength(parts.mantissa);
  const scaled = room >= 0 ? parts.mantissa << BigInt(room) : parts.mantissa >> BigInt(-room);
  const exponent = parts.exponent - room;
  // Two neighbours of a number differ long before this many digits.
  const count = Math.ceil(precision * Math.log10(2)) + 40;
  const exact = decimalOf(scaled, exponent, count);
  const low = decimalOf(scaled - 1n, exponent, count).digits;
  const high = decimalOf(scaled + 1n, exponent, count).digits;
  const inclusive = (scaled & 2n) === 0n;
  const { digits } = exact;
  for (let i = 0; i < digits.length; i++) {
    const d = digits.charCodeAt(i);
    const l = digitAt(low, i);
    const u = digitAt(high, i);
    const okDown = l !== d || (inclusive && low.length === i + 1);
    const okUp = d !== u && (inclusive || d + 1 < u || high.length > i + 1);
    if (okDown && okUp) return roundTo(exact, i + 1);
    if (okDown) return cut(exact, i + 1);
    if (okUp) return roundUp(exact, i + 1);
  }
  return exact;
}

const zero = 48;

function digitAt(digits: string, index: number): number {
  return index < digits.length ? digits.charCodeAt(index) : zero;
}

/** Up to this exponent all digits are computed, which is fast enough and simple. */
const exactLimit = 2048;

/**
 * Decimal digits of mantissa × 2^exponent: all of them, or for exponents far from zero at least
 * `count`, followed by a 1 that stands for everything cut off.
 */
export function decimalOf(mantissa: bigint, exponent: number, count: number): Decimal {
  if (Math.abs(exponent) > exactLimit) return leadingDigits(mantissa, exponent, count);
  if (exponent >= 0) {
    const text = (mantissa << BigInt(exponent)).toString();
    return { digits: stripZeros(text), point: text.length };
  }
  // m / 2^k = m × 5^k / 10^k.
  const k = -exponent;
  const text = (mantissa * 5n ** BigInt(k)).toString();
  return { digits: stripZeros(text), point: text.length - k };
}

function leadingDigits(mantissa: bigint, exponent: number, count: number): Decimal {
  const size = Math.ceil((bitLength(mantissa) + exponent) * Math.log10(2));
  const cut = size - count;
  const { whole, isExact } =
    cut >= 0 ? divided(mantissa, exponent, cut) : multiplied(mantissa, exponent, -cut);
  const text = whole.toString();
  return { digits: isExact ? stripZeros(text) : `${text}1`, point: text.length + cut };
}

/** A whole number and whether nothing was cut off it. */
interface Whole {
  readonly whole: bigint;
  readonly isExact: boolean;
}

/** mantissa × 2^exponent / 10^power. */
function divided(mantissa: bigint, exponent: number, power: number): Whole {
  const dividend = mantissa << BigInt(exponent - power);
  const divisor = 5n ** BigInt(power);
  const whole = dividend / divisor;
  return { whole, isExact: whole * divisor === dividend };
}

/** mantissa × 2^exponent × 10^power. */
function multiplied(mantissa: bigint, exponent: number, power: number): Whole {
  const product = mantissa * 5n ** BigInt(power);
  const shift = BigInt(-exponent - power);
  const whole = product >> shift;
  return { whole, isExact: whole << shift === product };
}

function stripZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === zero) end--;
  return text.slice(0, end);
}

function cut(value: Decimal, length: number): Decimal {
  return { digits: stripZeros(value.digits.slice(0, length)), point: value.point };
}

/** Increments the last of the first `length` digits, with carry. */
function roundUp(value: Decimal, length: number): Decimal {
  let at = length - 1;
  while (at >= 0 && value.digits[at] === '9') at--;
  if (at < 0) return { digits: '1', point: value.point + 1 };
  const digit = String(Number(value.digits[at]) + 1);
  return { digits: value.digits.slice(0, at) + digit, point: value.point };
}

/** Rounds to `length` digits: half up, an exact tie to the even digit. */
export function roundTo(value: Decimal, length: number): Decimal {
  const { digits } = value;
  if (length >= digits.length) return value;
  const next = digits.charCodeAt(length) - zero;
  const tie = next === 5 && length + 1 === digits.length;
  const up = tie ? length > 0 && (digits.charCodeAt(length - 1) - zero) % 2 === 1 : next >= 5;
  return up ? roundUp(value, length) : cut(value, length);
}
