import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/eval/index.ts';
import type { Expression, ParenthesesNode } from '../../src/syntax/index.ts';
import { parseExpression } from '../../src/syntax/index.ts';
import { displayText, number } from '../../src/values/index.ts';
import { evaluateText, scope } from './support.ts';

describe('limits', () => {
  it('a chain of 100,000 operators is no problem', () => {
    const text = Array.from({ length: 100_000 }, () => '1').join(' + ');
    expect(displayText(evaluateText(text).value)).toBe('100000');
  });

  it('looks at every operand of a chain once', () => {
    let asked = 0;
    const one = number(1);
    const variables = {
      get: () => {
        asked += 1;
        return one;
      },
      keys: () => ['x'],
    };
    const text = Array.from({ length: 10_000 }, () => 'x').join(' + ');
    const { value } = evaluateText(text, { variables });
    expect([displayText(value), asked]).toEqual(['10000', 10_000]);
  });

  it('nesting beyond the stack is a mistake, not a crash', () => {
    let { value: inner }: { value: Expression } = parseExpression({ text: '1', filename: 'a.hcl' });
    const { range } = inner;
    for (let level = 0; level < 200_000; level++) {
      const outer: ParenthesesNode = { kind: 'parentheses', inner, range };
      inner = outer;
    }
    const { diagnostics } = evaluate(inner, scope);
    expect(diagnostics.map(({ summary }) => summary)).toEqual(['Expression too large']);
  });

  it.each([
    ['1e600000000', '+Inf'],
    ['1e600000000 == 1e600000001', 'false'],
    ['1e600000000 > 1', 'true'],
    ['1e600000000 + 1 == 1e600000000', 'true'],
    ['1e-600000000 == 0', 'false'],
  ])('numbers nobody can write out: %s', (text, result) => {
    expect(displayText(evaluateText(text).value)).toBe(result);
  });
});
