import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/source/index.ts';
import { evaluateText } from '../eval/support.ts';
import { flaw } from '../eval/well-formed.ts';
import { folderFunctions } from '../golden/hcl/functions.ts';
import { leakBetween, otherSecrets, someSecrets } from './leaks.ts';
import { Random } from './random.ts';
import { randomExpression } from './random-expression.ts';
import { type Kind, sensible } from './random-sensible.ts';
import { fuzzSeed } from './seed.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 4000);
const seed = fuzzSeed();

const functions = await folderFunctions();
const names = [...functions.keys()];

/** Results differ from call to call, or tell whether a mistake was made and nothing else. */
const excused = /uuidv4|bcrypt|timestamp|can\(|try\(/;

/** Some text to take apart, besides what expressions give. */
const texts = [
  '"a,b"',
  '"%s-%d"',
  '"[1, {\\"a\\": null}]"',
  '"a: [1]\\n"',
  '"2024-01-02T03:04:05Z"',
  '"([a-z]+)"',
  '"10.0.0.0/8"',
  '"YWJj"',
  '"aGk"',
  '"-1"',
  '"1h"',
  '"../x"',
  '"\\u00e9e\\u0301"',
  '"a\\nb\\n"',
] as const;

function argument(random: Random, depth: number): string {
  if (random.next() < 0.3) return random.pick(texts);
  const kinds: [Kind, ...Kind[]] = ['text', 'number', 'bool', 'list', 'object'];
  return random.next() < 0.7
    ? sensible(random, random.pick(kinds), depth)
    : randomExpression(random, depth);
}

function call(random: Random): string {
  const name = names[random.below(names.length)] ?? 'upper';
  const { parameters = [], variadic } = functions.get(name) ?? {};
  const extra = variadic === undefined ? 0 : random.below(4);
  const args = Array.from({ length: parameters.length + extra }, () =>
    argument(random, random.below(2)),
  );
  return `${name}(${args.join(', ')})`;
}

describe(`random calls of every function (seed ${seed})`, () => {
  it('never throw, and give values that fit their types', () => {
    const random = new Random(seed);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const text = call(random);
      try {
        const { value } = evaluateText(text, { ...someSecrets, functions });
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
      const text = call(random);
      if (excused.test(text)) continue;
      const one = evaluateText(text, { ...someSecrets, functions });
      const other = evaluateText(text, { ...otherSecrets, functions });
      if (hasErrors(one.diagnostics) || hasErrors(other.diagnostics)) continue;
      const leak = leakBetween(one.value, other.value);
      if (leak !== undefined) wrong.push(`${text}: ${leak}`);
    }
    expect(wrong).toEqual([]);
  });
});
