import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/source/index.ts';
import { evaluateText, functions } from '../eval/support.ts';
import { flaw } from '../eval/well-formed.ts';
import { leakBetween, otherSecrets } from './leaks.ts';
import { Random } from './random.ts';
import { randomExpression } from './random-expression.ts';
import { type Kind, sensible } from './random-sensible.ts';
import { fuzzSeed } from './seed.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 4000);
const seed = fuzzSeed();

/** A few characters away from something sensible. */
function damaged(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const length = random.below(4);
  return (
    text.slice(0, at) +
    random.pick(['', '"', '${', '[', '.', '*', '%{', ' ']) +
    text.slice(at + length)
  );
}

describe(`random expressions (seed ${seed})`, () => {
  it('never make the evaluator throw, and give values that fit their types', () => {
    const random = new Random(seed);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const whole = randomExpression(random, 1 + random.below(4));
      const text = random.next() < 0.2 ? damaged(whole, random) : whole;
      try {
        const { value, diagnostics } = evaluateText(text);
        for (const { observed } of diagnostics) void observed?.length;
        const problem = flaw(value);
        if (problem !== undefined) wrong.push(`${text}: ${problem}`);
      } catch (error) {
        wrong.push(`${text}: ${error instanceof Error ? error.stack : error}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('differ only in marked places when only the secrets differ', () => {
    const random = new Random(seed + 1);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const kind = random.pick<Kind>(['text', 'number', 'bool', 'list', 'object']);
      const text = sensible(random, kind, 1 + random.below(3));
      const one = evaluateText(text);
      const other = evaluateText(text, { ...otherSecrets, functions });
      if (hasErrors(one.diagnostics) || hasErrors(other.diagnostics)) continue;
      const leak = leakBetween(one.value, other.value);
      if (leak !== undefined) wrong.push(`${text}: ${leak}`);
    }
    expect(wrong).toEqual([]);
  });
});
