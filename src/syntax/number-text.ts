import type { ParseState } from './parse-state.ts';
import { inExpression } from './wordings.ts';

const shape = /^[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?$/;

/** The text of a number token; reported and undefined if it is not the text of one number. */
export function numberText(state: ParseState, token: number): string | undefined {
  const text = state.textOf(token);
  if (shape.test(text) && hasBearableExponent(text)) return text;
  state.report(inExpression.number, { subject: state.rangeOf(token) });
  return undefined;
}

/** Digits beyond which the binary length of a number is estimated. */
const manyDigits = 4000;

/** Whether the number, as a whole number times a power of ten, has a binary exponent of 32 bits. */
export function hasBearableExponent(text: string): boolean {
  const mark = text.search(/[eE]/);
  if (mark < 0 || text.length - mark < 10) return true;
  const exponent = BigInt(text.slice(mark + 1).replace('+', ''));
  if (BigInt.asIntN(64, exponent) !== exponent) return false;
  const digits = text.slice(0, mark).replace(/^[+-]/, '');
  const point = digits.indexOf('.');
  const fraction = point < 0 ? 0 : digits.length - point - 1;
  const whole = digits.replace('.', '').replace(/^0+/, '');
  if (whole === '') return true;
  const bits =
    whole.length > manyDigits
      ? Math.ceil(whole.length * Math.log2(10))
      : BigInt(whole).toString(2).length;
  const top = exponent + BigInt(bits - fraction);
  return top >= -(2n ** 31n) && top < 2n ** 31n;
}
