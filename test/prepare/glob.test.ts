import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../src/prepare/glob.ts';

const matches = (pattern: string, name: string): boolean | string => {
  const glob = compileGlob(pattern);
  return glob.ok ? glob.value(name) : glob.error;
};

describe('compileGlob', () => {
  it.each<[string, string, boolean | string]>([
    ['null.a', 'null.a', true],
    ['null.a', 'nullxa', false],
    ['null.a', 'red.null.a', false],
    ['*', 'red.null.a', true],
    ['**', 'red.null.a', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['*.a', 'red.null.a', true],
    ['null.?', 'null.é', true],
    ['null.?', 'null.', false],
    ['null.?', 'null.😀', true],
    ['null.[ab]', 'null.b', true],
    ['null.[!ab]', 'null.b', false],
    ['null.[!ab]', 'null.c', true],
    ['null.[a-c]', 'null.b', true],
    ['null.[!a-c]', 'null.b', false],
    ['null.{a,b*}', 'null.bcd', true],
    ['null.{a,b*}', 'null.ad', false],
    ['{a,{b,c}}x', 'cx', true],
    ['null.{a', 'null.a', true],
    ['a,b', 'a,b', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a+(b)$', 'a+(b)$', true],
    ['a\nb*', 'a\nb\nc', true],
    ['amazon-ebs.a-*', 'amazon-ebs.a-b', true],
    ['amazon\\-ebs.*', 'amazon-ebs.a', true],
    ['a.[-b]', 'a.-', true],
    ['a.[-b]', 'a.c', false],
    ['a.[!-]', 'a.-', false],
    ['a.[+--]', 'a.,', true],
    ['/a|b/', '/a|b/', true],
    ['red.[a', '', 'unexpected end of input'],
    ['red.[', '', 'unexpected end of input'],
    ['[]', '', 'could not parse range'],
    ['[b-a]', '', "hi character 'a' should be greater than lo 'b'"],
    ['[a-bc]', '', 'expected close range character'],
  ])('%j against %j', (pattern, name, answer) => {
    expect(matches(pattern, name)).toBe(answer);
  });
});
