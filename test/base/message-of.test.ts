import { describe, expect, it } from 'vitest';
import { messageOf } from '../../src/base/index.ts';

describe('the sentence of what was thrown', () => {
  it.each<[string, unknown, string]>([
    ['an error', new Error('no such file'), 'no such file'],
    ['an error without words', new Error(''), ''],
    ['an error of another kind', new RangeError('too far'), 'too far'],
    ['a text', 'stopped', 'stopped'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 7, '7'],
    ['an object', { message: 'not an error' }, '[object Object]'],
    ['a symbol', Symbol('odd'), 'Symbol(odd)'],
  ])('of %s', (_, thrown, sentence) => {
    expect(messageOf(thrown)).toBe(sentence);
  });
});
