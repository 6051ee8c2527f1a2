import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/source/index.ts';
import {
  bool,
  list,
  number,
  string,
  stringType,
  unknown,
  type Value,
} from '../../src/values/index.ts';
import { evaluateText, variables } from '../eval/support.ts';
import { folderFunctions } from '../golden/hcl/functions.ts';
import { brokenPromise } from './promises.ts';
import { Random } from './random.ts';
import { type Kind, sensible } from './random-sensible.ts';
import { fuzzSeed } from './seed.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 1500);
const seed = fuzzSeed();

const functions = await folderFunctions();
const names = [...functions.keys()];

/**
 * Results differ from call to call, or follow a mistake that only known values make; or a `for` over
 * something unknown, whose type is not known either, leaves a conditional without a common type.
 */
const excused = /uuidv4|bcrypt|timestamp|can\(|try\(|\? .*\bfor\b|\bfor\b.* \? /;

const openNames = ['s', 'n', 'b', 'l'] as const;

function textOf(random: Random): string {
  const kinds: [Kind, ...Kind[]] = ['text', 'number', 'bool', 'list', 'object'];
  const inner = () => sensible(random, random.pick(kinds), random.below(3));
  if (random.next() < 0.4) return inner();
  const name = names[random.below(names.length)] ?? 'upper';
  const { parameters = [], variadic } = functions.get(name) ?? {};
  const extra = variadic === undefined ? 0 : random.below(3);
  return `${name}(${Array.from({ length: parameters.length + extra }, inner).join(', ')})`;
}

function known(random: Random): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ...variables,
    ['s', string(random.pick(['', 'a', 'hello', '5', 'true', 'e\u0301x']))],
    ['n', number(random.pick([0, 1, -3, 2.5]))],
    ['b', bool(random.next() < 0.5)],
    ['l', list(stringType, random.pick([[], ['x'], ['a', 'b', 'a']]).map(string))],
  ]);
}

function opened(values: ReadonlyMap<string, Value>, random: Random): ReadonlyMap<string, Value> {
  const open = new Map(values);
  for (const name of openNames) {
    const value = values.get(name);
    if (value === undefined || random.next() < 0.4) continue;
    open.set(name, unknown(value.type, random.next() < 0.5 ? { notNull: true } : {}));
  }
  return open;
}

describe(`unknown values (seed ${seed})`, () => {
  it('never promise what does not come true', () => {
    const random = new Random(seed);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const text = textOf(random);
      const values = known(random);
      if (excused.test(text)) continue;
      const later = evaluateText(text, { variables: values, functions });
      const now = evaluateText(text, { variables: opened(values, random), functions });
      if (hasErrors(later.diagnostics) || hasErrors(now.diagnostics)) continue;
      const broken = brokenPromise(now.value, later.value);
      if (broken !== undefined) wrong.push(`${text}: ${broken}`);
    }
    expect(wrong).toEqual([]);
  });

  it('never make a mistake of what is none once the values are known', () => {
    const random = new Random(seed + 1);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const text = textOf(random);
      const values = known(random);
      // What decides `&&` and `||` early hides mistakes on the other side.
      if (excused.test(text) || /&&|\|\|/.test(text)) continue;
      const later = evaluateText(text, { variables: values, functions });
      const now = evaluateText(text, { variables: opened(values, random), functions });
      if (hasErrors(later.diagnostics) || !hasErrors(now.diagnostics)) continue;
      wrong.push(`${text}: ${now.diagnostics.map(({ detail }) => detail).join(' ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
