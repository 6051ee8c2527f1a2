import { describe, expect, it } from 'vitest';
import {
  attribute,
  element,
  hasMark,
  hasMarkDeep,
  iterate,
  lengthOf,
  list,
  mark,
  markDeep,
  object,
  remark,
  set,
  string,
  stringType,
  tuple,
  unmark,
  unmarkDeep,
} from '../../src/values/index.ts';
import { show } from './show.ts';

const secret = mark(string('s'), 'sensitive');
const nested = object([
  ['a', string('x')],
  ['b', tuple([secret, string('y')])],
]);

describe('marks', () => {
  it('are added once and do not change the value they are put on', () => {
    const plain = string('s');
    const marked = mark(plain, 'sensitive');
    expect(hasMark(plain, 'sensitive')).toBe(false);
    expect(mark(marked, 'sensitive')).toBe(marked);
  });

  it('are seen where they are, or anywhere below', () => {
    expect([hasMark(nested, 'sensitive'), hasMarkDeep(nested, 'sensitive')]).toEqual([false, true]);
    expect(hasMarkDeep(object([['a', string('x')]]), 'sensitive')).toBe(false);
  });

  it('come off the value itself, or off everything with the places they were at', () => {
    const marked = mark(nested, 'sensitive');
    expect(show(unmark(marked).value)).toBe('{a = "x", b = [!"s", "y"]}');
    const { value, marks, paths } = unmarkDeep(marked);
    expect(show(value)).toBe('{a = "x", b = ["s", "y"]}');
    expect([...marks]).toEqual(['sensitive']);
    expect(paths.map(({ path }) => path)).toEqual([[], ['b', 0]]);
    expect(show(remark(value, paths))).toBe(show(marked));
  });

  it('go back only to places that are still there', () => {
    const { paths } = unmarkDeep(nested);
    expect(show(remark(object([['b', tuple([])]]), paths))).toBe('{b = []}');
  });

  it('can be put on every part', () => {
    const value = tuple([string('x'), list(stringType, [string('y')])]);
    expect(show(markDeep(value, 'sensitive'))).toBe('![!"x", !list(string)[!"y"]]');
  });

  it('of set elements move to the set', () => {
    expect(show(set(stringType, [secret, string('a')]))).toBe('!set(string)["a", "s"]');
  });

  it('of a whole are on every part taken out of it', () => {
    const whole = mark(tuple([string('a')]), 'sensitive');
    const mapped = mark(object([['k', string('v')]]), 'sensitive');
    expect(show(element(whole, 0) ?? whole)).toBe('!"a"');
    expect(show(attribute(mapped, 'k') ?? mapped)).toBe('!"v"');
    expect([...iterate(mapped)].map(({ key, value }) => [show(key), show(value)])).toEqual([
      ['!"k"', '!"v"'],
    ]);
    expect(show(lengthOf(whole))).toBe('!1');
  });
});
