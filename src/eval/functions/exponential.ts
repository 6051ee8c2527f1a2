import { BigFloat } from '../../values/index.ts';

/** Enough bits for the exact sum of any product of two 64-bit floats and a third. */
const exactBits = 4400;

/** a · b + c, rounded once. */
function multiplyAdd(a: number, b: number, c: number): number {
  const [x, y, z] = [a, b, c].map(BigFloat.fromFloat64);
  if (x === undefined || y === undefined || z === undefined) return Number.NaN;
  const sum = x.mul(y)?.withPrecision(exactBits).add(z);
  return sum === undefined ? Number.NaN : sum.toFloat64();
}

/** The natural logarithm of 2 in two parts; the first has few bits, so that its multiples are exact. */
const ln2High = 0.693147180559663;
const ln2Low = 2.8235290563031577e-13;

/** 1/8!, 1/7!, ... 1/0! */
const coefficients = [
  0.0000248015873015873, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333,
  0.041666666666666664, 0.16666666666666666, 0.5, 1,
] as const;

const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

/**
 * e to the power x for moderate x, with the roundings of 64-bit Intel processors, which the language's
 * fractional powers show in their last digit: reduced by multiples of ln 2, a sixteenth of the rest in
 * a Taylor series, squared back four times.
 */
export function exponential(x: number): number {
  const multiple = roundHalfEven(x * Math.LOG2E);
  let rest = multiplyAdd(-ln2High, multiple, x);
  rest = multiplyAdd(-ln2Low, multiple, rest) * 0.0625;
  const series = coefficients.reduce((sum: number, next) => multiplyAdd(sum, rest, next), 0);
  // e^r - 1, doubled in its argument by y · (y + 2).
  let grown = series * rest;
  for (let doubling = 0; doubling < 3; doubling++) grown *= grown + 2;
  return multiplyAdd(grown, grown + 2, 1) * 2 ** multiple;
}
