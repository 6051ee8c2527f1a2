import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/eval/index.ts';
import { parseJsonExpression } from '../../src/syntax/index.ts';
import { show } from '../values/show.ts';
import { scope, told } from './support.ts';

function worth(text: string, where: typeof scope | undefined): string | readonly string[] {
  const parsed = parseJsonExpression({ text, filename: 'test.json' });
  const { value, diagnostics } = evaluate(parsed.value, where);
  return diagnostics.length > 0 ? diagnostics.map(told) : show(value);
}

describe('JSON values as expressions', () => {
  it.each<[string, string | readonly string[]]>([
    ['"a ${n} b"', '"a 5 b"'],
    ['"${ln}"', 'list(number)[1, 2, 3]'],
    ['"$${n}"', '"${n}"'],
    ['"\\u00e9"', '"é"'],
    ['[1, -2.5e1, true, null]', '[1, -25, true, null(any)]'],
    ['{"${s}": "${n}", "b": {}}', '{b = {}, hello = 5}'],
    ['{"${unk}": 1}', 'unknown(any)'],
    ['{"${secret}": 1}', '!{hush = 1}'],
    ['"${absent}"', ['4-10 Unknown variable: There is no variable named "absent".']],
    [
      '{"${null}": 1}',
      ['2-11 Invalid object key expression: Cannot use null value as an object key.'],
    ],
    [
      '{"${l}": 1}',
      [
        '2-8 Invalid object key expression: Cannot use this expression as an object key: string required.',
      ],
    ],
    [
      '{"a": 1, "a": 2}',
      [
        '10-13 Duplicate object attribute: An attribute named "a" was already defined at test.json:1,2-5.',
      ],
    ],
  ])('%s', (text, result) => {
    expect(worth(text, scope)).toEqual(result);
  });

  it.each([
    ['"${n}"', '"${n}"'],
    ['"%{ if"', '"%{ if"'],
    ['{"${a}": ["$${b}"]}', '{${a} = ["$${b}"]}'],
  ])('%s without a scope', (text, result) => {
    expect(worth(text, undefined)).toBe(result);
  });
});
