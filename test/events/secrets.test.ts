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
    ['inside JSON as Go writes it', ['a<&>b'], '"a\\u003c\\u0026\\u003eb"', '"<sensitive>"'],
    ['in single quotes', ["it's"], `'it'\\''s'`, `'<sensitive>'`],
    ['in single quotes, other style', ["it's"], `'it'"'"'s'`, `'<sensitive>'`],
    ['in double quotes', ['a$b`c'], '"a\\$b\\`c"', '"<sensitive>"'],
  ])('%s', (_, values, text, masked) => {
    expect(secretsOf(...values).mask(text)).toBe(masked);
  });
});

describe('stream', () => {
  const through = (secrets: Secrets, pieces: readonly string[]): string => {
    const stream = secrets.stream();
    return pieces.map((piece) => stream.push(piece)).join('') + stream.end();
  };

  it('finds a secret wherever it is cut', () => {
    const secrets = secretsOf('hunter2', 'hunter2000', 'two\nlines');
    const text = 'a hunter2 b hunter2000 c two\nlines d hunter';
    const masked = secrets.mask(text);
    expect(masked).toBe('a <sensitive> b <sensitive> c <sensitive> d hunter');
    for (let at = 0; at <= text.length; at++) {
      expect(through(secrets, [text.slice(0, at), text.slice(at)])).toBe(masked);
    }
    expect(through(secrets, [...text])).toBe(masked);
  });

  it('holds back nothing that cannot become a secret', () => {
    const stream = secretsOf('hunter2').stream();
    expect([stream.push('all hunt'), stream.push('ing'), stream.end()]).toEqual([
      'all ',
      'hunting',
      '',
    ]);
  });

  it('lets everything through where nothing is secret', () => {
    expect(new Secrets().stream().push('text')).toBe('text');
  });
});
