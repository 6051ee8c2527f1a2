import { describe, expect, it } from 'vitest';
import { Secrets } from '../../src/events/index.ts';

const secretsOf = (...values: string[]): Secrets => {
  const secrets = new Secrets();
  secrets.add(...values);
  return secrets;
};

describe('mask', () => {
  it.each<[string, string[], string, string]>([
    ['no secrets', [], 'hunter2', 'hunter2'],
    ['an empty secret is none', [''], 'hunter2', 'hunter2'],
    ['inside a word', ['hunter2'], 'xhunter2y', 'x<sensitive>y'],
    ['every occurrence', ['ab'], 'ab cab', '<sensitive> c<sensitive>'],
    ['longest first', ['ab', 'abcd'], 'abcd ab', '<sensitive> <sensitive>'],
    ['regular expressions mean nothing', ['a.b*(c)$'], 'a.b*(c)$ axb', '<sensitive> axb'],
    ['each line of a secret', ['one\ntwo\n'], 'x two', 'x <sensitive>'],
    ['a secret as a whole', ['one\ntwo'], 'one\ntwo', '<sensitive>'],
    ['line ends of Windows', ['one\r\ntwo'], 'one\ntwo', '<sensitive>'],
    ['inside JSON', ['a"b\\c\nd'], '{"x":"a\\"b\\\\c\\nd"}', '{"x":"<sensitive>"}'],
    [
      'inside JSON inside JSON',
      ['a"b'],
      String.raw`"{\"x\":\"a\\\"b\"}"`,
      String.raw`"{\"x\":\"<sensitive>\"}"`,
    ],
    ['inside JSON as Go writes it', ['a<&>b'], '"a\\u003c\\u0026\\u003eb"', '"<sensitive>"'],
    ['in single quotes', ["it's"], `'it'\\''s'`, `'<sensitive>'`],
    ['in single quotes, other style', ["it's"], `'it'"'"'s'`, `'<sensitive>'`],
    ['in double quotes', ['a$b`c'], '"a\\$b\\`c"', '"<sensitive>"'],
  ])('%s', (_, values, text, masked) => {
    expect(secretsOf(...values).mask(text)).toBe(masked);
  });
});

it('learns more secrets between two texts', () => {
  const secrets = secretsOf('first');
  expect(secrets.mask('first second')).toBe('<sensitive> second');
  secrets.add('first', 'second');
  expect(secrets.mask('first second')).toBe('<sensitive> <sensitive>');
});
