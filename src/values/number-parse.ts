import { bitLength, divideParts, multiplyParts, type Parts, roundParts } from './float-parts.ts';

const shape = /^([+-]?)(?:([0-9]*)(?:\.([0-9]*))?(?:([eEpP])([+-]?[0-9]+))?)$/;
const infinity = /^([+-]?)(?:Inf|inf)$/;

/** Extra bits kept for a power of five, so that it does not disturb the rounding of the result. */
const guardBits = 64;

/**
 * Reads a base-10 number: sign, digits with a point anywhere, an exponent of ten (`e`) or of two
 * (`p`), or `Inf`. Undefined if the text is anything else or its exponent is out of range.
 */
export function parseNumber(text: string, precision: number): Parts | undefined {
  const endless = infinity.exec(text);
  if (endless) return { negative: endless[1] === '-', mantissa: 0n, exponent: 0, infinite: true };
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', marker, exponentText = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const negative = sign === '-';
  const exponent = BigInt(exponentText);
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  const mantissa = BigInt(whole + fraction);
  if (mantissa === 0n) return { negative, mantissa, exponent: 0, infinite: false };
  const decimal = marker === 'e' || marker === 'E';
  const five = (decimal ? exponent : 0n) - BigInt(fraction.length);
  const two = exponent - BigInt(fraction.length);
  const top = two + BigInt(bitLength(mantissa));
  if (top < -(2n ** 31n) || top > 2n ** 31n - 1n) return undefined;
  const start = { negative, mantissa, exponent: Number(two), infinite: false };
  if (five === 0n) return roundParts(start, precision);
  const power = powerOfFive(five < 0n ? -five : five, precision + guardBits);
  const scale = five < 0n ? divideParts : multiplyParts;
  return scale(start, power, precision);
}

/** 5^n by repeated squaring, rounded at each step; overflows to ∞. */
function powerOfFive(n: bigint, precision: number): Parts {
  const direct = 27n;
  const first = n < direct ? n : direct;
  let result: Parts = { negative: false, mantissa: 5n ** first, exponent: 0, infinite: false };
  let factor: Parts = { negative: false, mantissa: 5n, exponent: 0, infinite: false };
  for (let rest = n - first; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = product(result, factor, precision);
    factor = product(factor, factor, precision + guardBits);
  }
  return result;
}

function product(a: Parts, b: Parts, precision: number): Parts {
  return multiplyParts(a, b, precision) ?? a;
}
