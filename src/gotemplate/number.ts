import { failed, ok, type Result } from '../base/index.ts';
import { quote, unescapeLiteral } from './quote.ts';

/** What a numeric constant is worth: an integer, a float, or either. */
export interface NumberConstant {
  readonly integer?: bigint;
  readonly float?: number;
}

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;
const largestUnsigned = 2n ** 64n - 1n;

/** `'a'`: a character constant is its code point. */
export function characterConstant(text: string): Result<NumberConstant, string> {
  const body = text.slice(1, -1);
  const value = unescapeLiteral(body, "'");
  if (!value.ok) return value;
  const characters = [...value.value];
  const [first] = characters;
  if (first === undefined) return failed('invalid syntax');
  if (characters.length > 1) return failed(`malformed character constant: ${text}`);
  return ok({ integer: BigInt(first.codePointAt(0) ?? 0) });
}

/** A number as Go reads it: `0x1F`, `1_000`, `0b11`, `017`, `1e3`. */
export function numberConstant(text: string): Result<NumberConstant, string> {
  const integer = parseInteger(text);
  if (integer !== undefined && integer >= smallest && integer <= largest) {
    return ok({ integer });
  }
  if (integer !== undefined && integer > 0 && integer <= largestUnsigned) return ok({});
  const float = parseFloatText(text);
  if (float === undefined) return failed(`illegal number syntax: ${quote(text)}`);
  if (!/[.eEpP]/.test(text)) return failed(`integer overflow: ${quote(text)}`);
  const whole = Number.isInteger(float) && Math.abs(float) < 2 ** 63;
  return ok(whole ? { float, integer: BigInt(float) } : { float });
}

function parseInteger(text: string): bigint | undefined {
  const match =
    /^([+-]?)(0[xX]_?|0[oO]_?|0[bB]_?|0_?(?=\d))?([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, prefix = '', digits = ''] = match;
  const letter = prefix[1]?.toLowerCase();
  const base = letter === 'x' ? 'x' : letter === 'b' ? 'b' : prefix === '' ? '' : 'o';
  const allowed = { x: /^[0-9a-f]+$/i, o: /^[0-7]+$/, b: /^[01]+$/, '': /^\d+$/ }[base];
  const plain = digits.replaceAll('_', '');
  if (!allowed.test(plain)) return undefined;
  // Underscores are only legal where a prefix could stand (base 0), which is every number here.
  const value = BigInt(base === '' ? plain : `0${base}${plain}`);
  return sign === '-' ? -value : value;
}

function parseFloatText(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) {
    const value = Number(plain);
    return Number.isFinite(value) ? value : undefined;
  }
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(plain);
  if (hex === null || (hex[2] === '' && hex[3] === '')) return undefined;
  const fraction = hex[3] ?? '';
  const mantissa = Number.parseInt(`${hex[2]}${fraction}`, 16);
  const value = mantissa * 2 ** (Number(hex[4]) - 4 * fraction.length);
  if (!Number.isFinite(value)) return undefined;
  return hex[1] === '-' ? -value : value;
}
