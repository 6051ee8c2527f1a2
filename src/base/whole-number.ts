import { failed, ok, type Result } from './result.ts';

const literal =
  /^([+-]?)(0x(?:_?[\da-f])+|0o(?:_?[0-7])+|0b(?:_?[01])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/i;

/**
 * Reads a whole number of 64 bits as Go writes them: decimal, `0x`, `0o`, `0b`, a leading 0 for
 * octal, underscores between digits. The mistake is worded as Go does.
 */
export function parseWholeNumber(
  text: string,
): Result<bigint, 'invalid syntax' | 'value out of range'> {
  const [, sign, written] = literal.exec(text) ?? [];
  if (written === undefined) return failed('invalid syntax');
  const digits = written.replaceAll('_', '');
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  return BigInt.asIntN(64, value) === value ? ok(value) : failed('value out of range');
}
