import {
  addParts,
  bitLength,
  divideParts,
  multiplyParts,
  type Parts,
  roundParts,
} from './float-parts.ts';
import { parseNumber } from './number-parse.ts';
import { numberText } from './number-text.ts';

/** Precision of literals, and of text converted to a number. */
const literalPrecision = 512;
/** Precision of whole numbers that functions make. */
const integerPrecision = 64;
/** Precision of 64-bit floats. */
const floatPrecision = 53;

/**
 * A binary floating-point number with an explicit mantissa precision: sign × mantissa × 2^exponent
 * (template-language 3.2). Immutable. Whole numbers up to 2^53 take a path without `bigint`.
 */
export class BigFloat {
  /** In bits: 512 for literals, 64 for whole numbers made by functions, 53 for 64-bit floats. */
  readonly precision: number;
  /** The value itself where it is a whole number up to 2^53 (and not −0). */
  readonly #small: number | undefined;
  #parts: Parts | undefined;

  private constructor(precision: number, small: number | undefined, parts: Parts | undefined) {
    this.precision = precision;
    this.#small = small;
    this.#parts = parts;
  }

  static #fromSmall(value: number, precision: number): BigFloat {
    return new BigFloat(precision, value, undefined);
  }

  static #fromParts(parts: Parts, precision: number): BigFloat {
    return new BigFloat(precision, smallOf(parts), parts);
  }

  /** Zero at the precision of a literal. */
  static readonly zero = BigFloat.#fromSmall(0, literalPrecision);
  /** +∞ at the precision of a literal. */
  static readonly infinity = BigFloat.#fromParts(
    { negative: false, mantissa: 0n, exponent: 0, infinite: true },
    literalPrecision,
  );
  /** −∞ at the precision of a literal. */
  static readonly negativeInfinity = BigFloat.#fromParts(
    { negative: true, mantissa: 0n, exponent: 0, infinite: true },
    literalPrecision,
  );

  /** A whole number as functions make them: 64 bits, or as many as it needs. */
  static fromInt64(value: number | bigint): BigFloat {
    return BigFloat.fromInteger(value, integerPrecision);
  }

  /** A whole number; the precision grows where it does not fit. */
  static fromInteger(value: number | bigint, precision: number = literalPrecision): BigFloat {
    if (typeof value === 'number' && Number.isSafeInteger(value)) {
      return BigFloat.#fromSmall(value === 0 ? 0 : value, precision);
    }
    const exact = BigInt(value);
    const magnitude = exact < 0n ? -exact : exact;
    const needed = bitLength(magnitude);
    const parts = { negative: exact < 0n, mantissa: magnitude, exponent: 0, infinite: false };
    const chosen = Math.max(precision, needed);
    return BigFloat.#fromParts(roundParts(parts, chosen), chosen);
  }

  /** Exactly the given 64-bit float; undefined for NaN. */
  static fromFloat64(value: number): BigFloat | undefined {
    if (Number.isNaN(value)) return undefined;
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      return BigFloat.#fromSmall(value, floatPrecision);
    }
    return BigFloat.#fromParts(partsOfFloat(value), floatPrecision);
  }

  /** Reads base-10 text at 512 bits (template-language 3.2); undefined if it is no number. */
  static parse(text: string): BigFloat | undefined {
    if (/^-?(0|[1-9][0-9]{0,14})$/.test(text) && text !== '-0') {
      return BigFloat.#fromSmall(Number(text), literalPrecision);
    }
    const parts = parseNumber(text, literalPrecision);
    return parts && BigFloat.#fromParts(parts, literalPrecision);
  }

  /** From sign, mantissa and exponent, rounded to the precision. */
  static fromParts(parts: Parts, precision: number): BigFloat {
    return BigFloat.#fromParts(roundParts(parts, precision), precision);
  }

  get #exact(): Parts {
    this.#parts ??= partsOfInteger(this.#small ?? 0);
    return this.#parts;
  }

  /** True for negative numbers and for −0. */
  get negative(): boolean {
    return this.#small === undefined ? this.#exact.negative : this.#small < 0;
  }

  /** Zero or odd. Meaningless when infinite. */
  get mantissa(): bigint {
    return this.#exact.mantissa;
  }

  /** Power of two that scales the mantissa. */
  get exponent(): number {
    return this.#exact.exponent;
  }

  /** True for both infinities. */
  get infinite(): boolean {
    return this.#small === undefined && this.#exact.infinite;
  }

  /** True for 0 and −0. */
  get isZero(): boolean {
    if (this.#small !== undefined) return this.#small === 0;
    return !this.#exact.infinite && this.#exact.mantissa === 0n;
  }

  /** True for whole numbers; infinities are none. */
  get isInteger(): boolean {
    if (this.#small !== undefined) return true;
    const { infinite, mantissa, exponent } = this.#exact;
    return !infinite && (mantissa === 0n || exponent >= 0);
  }

  /** Sum at the larger precision; undefined for opposing infinities. */
  add(other: BigFloat): BigFloat | undefined {
    const precision = Math.max(this.precision, other.precision);
    if (this.#small !== undefined && other.#small !== undefined) {
      const sum = this.#small + other.#small;
      if (Number.isSafeInteger(sum)) return BigFloat.#fromSmall(sum, precision);
    }
    const parts = addParts(this.#exact, other.#exact, precision);
    return parts && BigFloat.#fromParts(parts, precision);
  }

  /** Difference at the larger precision; undefined for equal infinities. */
  sub(other: BigFloat): BigFloat | undefined {
    return this.add(other.neg());
  }

  /** Product, exact up to 512 bits; undefined for zero times infinity. */
  mul(other: BigFloat): BigFloat | undefined {
    const precision = Math.max(this.precision, other.precision);
    if (this.#small !== undefined && other.#small !== undefined) {
      const product = this.#small * other.#small;
      if (Number.isSafeInteger(product) && !Object.is(product, -0)) {
        return BigFloat.#fromSmall(product, precision);
      }
    }
    const parts = multiplyParts(this.#exact, other.#exact, literalPrecision);
    if (parts === undefined) return undefined;
    const needed = parts.infinite ? 0 : bitLength(parts.mantissa);
    return BigFloat.#fromParts(parts, Math.max(precision, needed));
  }

  /** Quotient at the larger precision; ±∞ for division by zero; undefined for 0/0 and ∞/∞. */
  div(other: BigFloat): BigFloat | undefined {
    const precision = Math.max(this.precision, other.precision);
    if (this.#small !== undefined && other.#small !== undefined && other.#small !== 0) {
      const quotient = this.#small / other.#small;
      if (this.#small % other.#small === 0 && !Object.is(quotient, -0)) {
        return BigFloat.#fromSmall(quotient, precision);
      }
    }
    const parts = divideParts(this.#exact, other.#exact, precision);
    return parts && BigFloat.#fromParts(parts, precision);
  }

  /**
   * Remainder at this number's precision, with its sign. A zero divisor gives this number itself,
   * undefined where either is infinite.
   */
  mod(other: BigFloat): BigFloat | undefined {
    if (other.isZero) return this;
    if (this.infinite || other.infinite) return undefined;
    if (this.#small !== undefined && other.#small !== undefined) {
      const rest = this.#small % other.#small;
      return BigFloat.#fromSmall(rest === 0 ? 0 : rest, this.precision);
    }
    const quotient = this.div(other)?.trunc();
    if (quotient === undefined || quotient.infinite) return undefined;
    // The quotient is counted as an integer, which has no −0; so −0 % 3 is −0 and −0 % −3 is 0.
    const counted = quotient.isZero ? BigFloat.#fromSmall(0, this.precision) : quotient;
    const whole = roundParts(counted.#exact, this.precision);
    const product = multiplyParts(other.#exact, whole, this.precision);
    const rest =
      product && addParts(this.#exact, { ...product, negative: !product.negative }, this.precision);
    return rest && BigFloat.#fromParts(rest, this.precision);
  }

  /** The same number with the other sign; 0 gives −0. */
  neg(): BigFloat {
    if (this.#small !== undefined && this.#small !== 0) {
      return BigFloat.#fromSmall(-this.#small, this.precision);
    }
    return BigFloat.#fromParts({ ...this.#exact, negative: !this.#exact.negative }, this.precision);
  }

  /** Negative, zero or positive: how the exact values compare. 0 and −0 are equal. */
  compare(other: BigFloat): number {
    if (this.#small !== undefined && other.#small !== undefined) return this.#small - other.#small;
    return compareParts(this.#exact, other.#exact);
  }

  /** Cuts the fraction off. Infinities stay. */
  trunc(): BigFloat {
    if (this.infinite || this.isInteger) return this;
    const { negative, mantissa, exponent } = this.#exact;
    const whole = -exponent > bitLength(mantissa) ? 0n : mantissa >> BigInt(-exponent);
    return BigFloat.#fromParts(
      roundParts({ negative, mantissa: whole, exponent: 0, infinite: false }, this.precision),
      this.precision,
    );
  }

  /** The nearest number with the given precision. */
  withPrecision(precision: number): BigFloat {
    if (precision === this.precision) return this;
    if (this.#small !== undefined && precision >= floatPrecision) {
      return BigFloat.#fromSmall(this.#small, precision);
    }
    return BigFloat.#fromParts(roundParts(this.#exact, precision), precision);
  }

  /** Plain decimal text with the fewest digits that identify the number at its precision. */
  toText(): string {
    if (this.#small !== undefined) return String(this.#small);
    return numberText(this.#exact, this.precision);
  }

  /** The whole number; undefined where there is a fraction, an infinity, or more than 2^24 bits. */
  toInt(): bigint | undefined {
    if (this.#small !== undefined) return BigInt(this.#small);
    const { infinite, negative, mantissa, exponent } = this.#exact;
    if (infinite || (mantissa !== 0n && exponent < 0) || exponent > 2 ** 24) return undefined;
    const magnitude = mantissa << BigInt(exponent);
    return negative ? -magnitude : magnitude;
  }

  /** A whole number up to 2^53 as a JavaScript number; undefined otherwise. */
  toSafeInteger(): number | undefined {
    if (this.#small !== undefined) return this.#small;
    return this.isZero ? 0 : undefined;
  }

  /** The nearest 64-bit float, ties to even. */
  toFloat64(): number {
    if (this.#small !== undefined) return this.#small;
    const { infinite, negative, mantissa, exponent } = this.#exact;
    if (infinite) return negative ? -Infinity : Infinity;
    return negative ? -floatOf(mantissa, exponent) : floatOf(mantissa, exponent);
  }
}

function partsOfInteger(value: number): Parts {
  let mantissa = Math.abs(value);
  let exponent = 0;
  while (mantissa !== 0 && mantissa % 2 === 0) {
    mantissa /= 2;
    exponent++;
  }
  return { negative: value < 0, mantissa: BigInt(mantissa), exponent, infinite: false };
}

function partsOfFloat(value: number): Parts {
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) return { negative, mantissa: 0n, exponent: 0, infinite: true };
  let scaled = Math.abs(value);
  let exponent = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent--;
  }
  const parts = { negative, mantissa: BigInt(scaled), exponent, infinite: false };
  return roundParts(parts, floatPrecision);
}

function smallOf(parts: Parts): number | undefined {
  const { negative, mantissa, exponent, infinite } = parts;
  if (infinite || exponent < 0 || exponent > 52) return undefined;
  if (mantissa === 0n) return negative ? undefined : 0;
  if (mantissa > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const value = Number(mantissa) * 2 ** exponent;
  if (!Number.isSafeInteger(value)) return undefined;
  return negative ? -value : value;
}

function compareParts(a: Parts, b: Parts): number {
  const signA = signOf(a);
  const signB = signOf(b);
  if (signA !== signB) return signA - signB;
  if (signA === 0) return 0;
  return signA > 0 ? compareMagnitudes(a, b) : compareMagnitudes(b, a);
}

function signOf(parts: Parts): number {
  if (!parts.infinite && parts.mantissa === 0n) return 0;
  return parts.negative ? -1 : 1;
}

function compareMagnitudes(a: Parts, b: Parts): number {
  if (a.infinite || b.infinite) return Number(a.infinite) - Number(b.infinite);
  const topA = bitLength(a.mantissa) + a.exponent;
  const topB = bitLength(b.mantissa) + b.exponent;
  if (topA !== topB) return topA - topB;
  const low = Math.min(a.exponent, b.exponent);
  const left = a.mantissa << BigInt(a.exponent - low);
  const right = b.mantissa << BigInt(b.exponent - low);
  return left === right ? 0 : left < right ? -1 : 1;
}

function floatOf(mantissa: bigint, exponent: number): number {
  const top = bitLength(mantissa) + exponent;
  if (mantissa === 0n || top < -1080) return 0;
  if (top > 1024) return Infinity;
  // Below the normal range a 64-bit float has fewer bits: round to those at once.
  const bits = Math.min(floatPrecision, top + 1074);
  if (bits < 0) return 0;
  const rounded =
    bits === 0
      ? { mantissa: mantissa === 1n ? 0n : 1n, exponent: -1074 }
      : roundParts({ negative: false, mantissa, exponent, infinite: false }, bits);
  const value = Number(rounded.mantissa);
  // Two steps, because 2^-1074 times a large mantissa must not lose bits on the way.
  const half = Math.trunc(rounded.exponent / 2);
  return value * 2 ** half * 2 ** (rounded.exponent - half);
}
