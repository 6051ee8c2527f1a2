/** x = fraction · 2^exponent with ½ ≤ |fraction| < 1. */
export function splitFloat(x: number): { fraction: number; exponent: number } {
  let fraction = x;
  let exponent = 0;
  if (Math.abs(fraction) < 2 ** -1022) {
    fraction *= 2 ** 52;
    exponent = -52;
  }
  const shift = Math.floor(Math.log2(Math.abs(fraction))) + 1;
  const half = Math.trunc(shift / 2);
  fraction = fraction / 2 ** half / 2 ** (shift - half);
  exponent += shift;
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent--;
  }
  return { fraction, exponent };
}
