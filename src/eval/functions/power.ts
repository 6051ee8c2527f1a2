import { exponential } from './exponential.ts';
import { naturalLogarithm } from './logarithm.ts';
import { splitFloat } from './split-float.ts';

/** Beyond this exponent the result is zero or infinite whatever follows. */
const hugeExponent = 1 << 12;
const largestWhole = 2 ** 63;

const isOdd = (value: number) => Math.abs(value) < 2 ** 53 && Math.abs(value) % 2 === 1;

/** fraction · 2^exponent without losing bits before the last step. */
function join(fraction: number, exponent: number): number {
  let result = fraction;
  let rest = exponent;
  for (; rest > 1000; rest -= 1000) result *= 2 ** 1000;
  if (rest >= -1000) return result * 2 ** rest;
  // Only the last multiplication may round, where the result is below the normal range.
  const { fraction: normal, exponent: own } = splitFloat(result);
  const total = own + rest;
  return total < -1080 ? normal * 0 : normal * 2 ** (total + 60) * 2 ** -60;
}

function special(x: number, y: number): number | undefined {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (x === 0) {
    if (y < 0) return Object.is(x, -0) && isOdd(y) ? -Infinity : Infinity;
    return Object.is(x, -0) && isOdd(y) ? x : 0;
  }
  if (!Number.isFinite(y)) {
    if (x === -1) return 1;
    return Math.abs(x) < 1 === y > 0 ? 0 : Infinity;
  }
  if (x === -Infinity) return power(-0, -y);
  if (x === Infinity) return y < 0 ? 0 : Infinity;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  return undefined;
}

/**
 * x to the power y by square and multiply, as the language computes it (template-language 4.1). Not
 * correctly rounded: JavaScript's own operator gives other last digits.
 */
export function power(x: number, y: number): number {
  const known = special(x, y);
  if (known !== undefined) return known;
  let whole = Math.trunc(Math.abs(y));
  let rest = Math.abs(y) - whole;
  if (rest !== 0 && x < 0) return Number.NaN;
  if (whole >= largestWhole) {
    if (x === -1) return 1;
    return Math.abs(x) < 1 === y > 0 ? 0 : Infinity;
  }
  let result = 1;
  let scale = 0;
  if (rest !== 0) {
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    result = exponential(rest * naturalLogarithm(x));
  }
  let { fraction, exponent } = splitFloat(x);
  for (let bits = BigInt(whole); bits !== 0n; bits >>= 1n) {
    if (Math.abs(exponent) > hugeExponent) {
      scale += exponent;
      break;
    }
    if (bits & 1n) {
      result *= fraction;
      scale += exponent;
    }
    fraction *= fraction;
    exponent *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      exponent--;
    }
  }
  return y < 0 ? join(1 / result, -scale) : join(result, scale);
}
