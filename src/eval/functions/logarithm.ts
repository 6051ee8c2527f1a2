import { splitFloat } from './split-float.ts';

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;
const halfRoot = Math.SQRT1_2;

/** Coefficients of the odd and even terms of the series in s². */
const odd = [
  1.479819860511658591e-1, 1.818357216161805012e-1, 2.857142874366239149e-1, 6.66666666666673513e-1,
] as const;
const even = [1.531383769920937332e-1, 2.222219843214978396e-1, 3.999999999940941908e-1] as const;

const horner = (terms: readonly number[], x: number) =>
  terms.reduce((sum, next) => sum * x + next, 0);

/**
 * The natural logarithm with the usual roundings of 64-bit libraries: x = 2^k · (1 + f), and a series
 * in s = f / (2 + f). JavaScript's own takes short cuts that give other last digits.
 */
export function naturalLogarithm(x: number): number {
  if (!(x > 0) || x === Infinity) return Math.log(x);
  const { fraction, exponent } = splitFloat(x);
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
