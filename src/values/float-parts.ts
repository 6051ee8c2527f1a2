/** Sign × mantissa × 2^exponent; the mantissa is odd or zero once rounded. */
export interface Parts {
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly infinite: boolean;
}

/** Exponents of the value's first bit outside this range overflow to ∞ or underflow to 0. */
const maxTop = 2 ** 31 - 1;

/** How many bits a non-negative number takes; 0 for zero. */
export function bitLength(magnitude: bigint): number {
  if (magnitude === 0n) return 0;
  const hex = magnitude.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0] ?? '0', 16)) - 28);
}

/** Rounds to the precision, to the nearest, ties to even; removes trailing zero bits. */
export function roundParts(parts: Parts, precision: number): Parts {
  const { negative, infinite } = parts;
  if (infinite) return parts;
  let { mantissa, exponent } = parts;
  const excess = bitLength(mantissa) - precision;
  if (excess > 0) {
    const shift = BigInt(excess);
    const half = 1n << (shift - 1n);
    const rest = mantissa & ((1n << shift) - 1n);
    mantissa >>= shift;
    exponent += excess;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
  }
  return limited(negative, mantissa, exponent);
}

function limited(negative: boolean, mantissa: bigint, exponent: number): Parts {
  if (mantissa === 0n) return { negative, mantissa, exponent: 0, infinite: false };
  const top = bitLength(mantissa) + exponent;
  if (top > maxTop) return { negative, mantissa: 0n, exponent: 0, infinite: true };
  if (top < -maxTop - 1) return { negative, mantissa: 0n, exponent: 0, infinite: false };
  const zeros = trailingZeros(mantissa);
  return {
    negative,
    mantissa: mantissa >> BigInt(zeros),
    exponent: exponent + zeros,
    infinite: false,
  };
}

function trailingZeros(mantissa: bigint): number {
  let zeros = 0;
  let rest = mantissa;
  while (BigInt.asUintN(64, rest) === 0n) {
    rest >>= 64n;
    zeros += 64;
  }
  let low = BigInt.asUintN(64, rest);
  while (BigInt.asUintN(16, low) === 0n) {
    low >>= 16n;
    zeros += 16;
  }
  let bits = Number(BigInt.asUintN(16, low));
  while ((bits & 1) === 0) {
    bits >>= 1;
    zeros++;
  }
  return zeros;
}

/** Sum; undefined for opposing infinities. */
export function addParts(a: Parts, b: Parts, precision: number): Parts | undefined {
  if (a.infinite || b.infinite) {
    if (a.infinite && b.infinite && a.negative !== b.negative) return undefined;
    return a.infinite ? a : b;
  }
  if (a.mantissa === 0n && b.mantissa === 0n) {
    return { ...a, negative: a.negative && b.negative };
  }
  if (a.mantissa === 0n) return roundParts(b, precision);
  if (b.mantissa === 0n) return roundParts(a, precision);
  const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a];
  const near = nearEnough(high, low, precision);
  const shifted = high.mantissa << BigInt(high.exponent - near.exponent);
  const sum = signed(high.negative, shifted) + signed(near.negative, near.mantissa);
  if (sum === 0n) return { negative: false, mantissa: 0n, exponent: 0, infinite: false };
  return roundParts(
    {
      negative: sum < 0n,
      mantissa: sum < 0n ? -sum : sum,
      exponent: near.exponent,
      infinite: false,
    },
    precision,
  );
}

/** Replaces an addend far below the other one by one bit that rounds the same way. */
function nearEnough(high: Parts, low: Parts, precision: number): Parts {
  const gap = high.exponent - (bitLength(low.mantissa) + low.exponent);
  if (gap <= precision + 4) return low;
  return { ...low, mantissa: 1n, exponent: high.exponent - precision - 4 };
}

function signed(negative: boolean, magnitude: bigint): bigint {
  return negative ? -magnitude : magnitude;
}

/** Product; undefined for zero times infinity. */
export function multiplyParts(a: Parts, b: Parts, precision: number): Parts | undefined {
  const negative = a.negative !== b.negative;
  if (a.infinite || b.infinite) {
    if (isZero(a) || isZero(b)) return undefined;
    return { negative, mantissa: 0n, exponent: 0, infinite: true };
  }
  const mantissa = a.mantissa * b.mantissa;
  return roundParts(
    { negative, mantissa, exponent: a.exponent + b.exponent, infinite: false },
    precision,
  );
}

/** Quotient; ±∞ for division by zero; undefined for 0/0 and ∞/∞. */
export function divideParts(a: Parts, b: Parts, precision: number): Parts | undefined {
  const negative = a.negative !== b.negative;
  if ((a.infinite && b.infinite) || (isZero(a) && isZero(b))) return undefined;
  if (a.infinite || isZero(b)) return { negative, mantissa: 0n, exponent: 0, infinite: true };
  if (b.infinite || isZero(a)) return { negative, mantissa: 0n, exponent: 0, infinite: false };
  const room = Math.max(0, precision + 2 + bitLength(b.mantissa) - bitLength(a.mantissa));
  const dividend = a.mantissa << BigInt(room);
  const quotient = dividend / b.mantissa;
  const exact = quotient * b.mantissa === dividend;
  // A sticky bit below the quotient stands for the remainder.
  return roundParts(
    {
      negative,
      mantissa: (quotient << 1n) | (exact ? 0n : 1n),
      exponent: a.exponent - b.exponent - room - 1,
      infinite: false,
    },
    precision,
  );
}

function isZero(parts: Parts): boolean {
  return !parts.infinite && parts.mantissa === 0n;
}
