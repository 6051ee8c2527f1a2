import { describe, expect, test } from 'vitest';
import {
  dynamicNull,
  hasMarkDeep,
  mark,
  string,
  stringType,
  unknown,
  Value,
} from '../../../src/values/index.ts';
import { allFunctions, shown, worth } from './support.ts';

const functions = await allFunctions();
const variables = new Map([
  ['unset', unknown(stringType)],
  ['secret', mark(string('5'), 'sensitive')],
  ['nothing', dynamicNull],
]);

describe('can', () => {
  test.each([
    ['can(1)', 'true'],
    ['can(nothing)', 'true'],
    ['can(unset)', '<unknown>'],
    ['can(secret)', 'true'],
    ['can(nope)', 'false'],
    ['can([1][1])', 'false'],
    ['can(upper(null))', 'false'],
    ['can([1]...)', 'true'],
    ['can([unset]...)', '<unknown>'],
  ])('%s', (text, expected) => {
    expect(shown(text, functions, variables)).toBe(expected);
  });
});

describe('try', () => {
  test.each([
    ['try(nope, 1)', '1'],
    ['try(nothing, 1)', 'null'],
    ['try(unset, 1)', '<unknown>'],
    ['try(nope, unset)', '<unknown>'],
    ['try({ a = 1 }.b, "none")', 'none'],
    ['try(secret, 1)', '5'],
    ['try(nope, [1, 2]...)', '1'],
    ['try([nothing]...)', 'null'],
  ])('%s', (text, expected) => {
    expect(shown(text, functions, variables)).toBe(expected);
  });
});

describe('convert', () => {
  test.each([
    ['convert("1.50", number)', '1.5'],
    ['convert(nothing, string)', 'null'],
    ['convert(unset, number)', '<unknown>'],
    ['convert(secret, number)', '5'],
    ['convert([1, "a"], list(any))', '[\n  "1",\n  "a",\n]'],
    [
      'convert(1, ["string"]...)',
      'Invalid type specification: A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string)',
    ],
    ['convert({ a = 1, b = 2 }, object({ a = string }))', '{\n  "a" = "1"\n}'],
  ])('%s', (text, expected) => {
    expect(shown(text, functions, variables)).toBe(expected);
  });
});

test.each(['try(secret, 1)', 'convert(secret, number)', 'try(nope, [secret])'])(
  'a secret stays one: %s',
  (text) => {
    const value = worth(text, functions, variables);
    expect(value instanceof Value && hasMarkDeep(value, 'sensitive')).toBe(true);
  },
);
