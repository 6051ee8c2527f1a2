import { splitFloat } from './split-float.ts';

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const halfRoot = Math.SQRT1_2;

const smallestNormal = 2 ** -1022;

/** What the original makes of a subnormal number: it reads the bits as if they were of a normal one. */
function asIfNormal(x: number): { fraction: number; exponent: number } {
  return { fraction: 0.5 + x * 2 ** 1021, exponent: -1022 };
}

/** Coefficients of the odd and even terms of the series in s². */
const odd = [
  0.14798198605116586, 0.1818357216161805, 0.2857142874366239, 0.6666666666666735,
] as const;
const even = [0.15313837699209373, 0.22222198432149784, 0.3999999999940942] as const;

const horner = (terms: readonly number[], x: number) =>
  terms.reduce((sum, next) => sum * x + next, 0);

/**
 * The natural logarithm with the usual roundings of 64-bit libraries: x = 2^k · (1 + f), and a series
 * in s = f / (2 + f). JavaScript's own takes short cuts that give other last digits.
 */
export function naturalLogarithm(x: number): number {
  if (!(x > 0) || x === Infinity) return Math.log(x);
  const { fraction, exponent } = x < smallestNormal ? asIfNormal(x) : splitFloat(x);
  const small = fraction < halfRoot;
  const k = small ? exponent - 1 : exponent;
  const f = (small ? fraction * 2 : fraction) - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const rest = s2 * horner(odd, s4) + s4 * horner(even, s4);
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + rest) + k * ln2Low) - f);
}
