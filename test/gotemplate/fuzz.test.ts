import { expect, test } from 'vitest';
import { parse, render } from '../../src/gotemplate/index.ts';
import { functions } from './support.ts';

/** The same numbers on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const pieces =
  '{{ }} {{- -}} {{/* */}} {{if {{else {{end}} {{range {{with {{define {{template {{block {{break}} | ( ) . $ $x := = , "a" `b` \'c\' " ` \' \\ 1 0x 1e9 999999999 nil true .A .A.B user upper printf "%*d" split len index eq ü \u{1f600} \n'.split(
    ' ',
  );

test('random templates end in a text or a message', () => {
  const next = numbers(1);
  for (let round = 0; round < 20_000; round++) {
    const words = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]);
    const text = words.join(next(2) === 0 ? ' ' : '');
    const template = parse(text, functions);
    if (!template.ok) expect(template.error).toMatch(/^template: root:\d+: /);
    else {
      const limits = { steps: 10_000, output: 100_000 };
      const result = render(template.value, { A: { B: 1n } }, functions, limits);
      if (!result.ok) expect(result.error).toMatch(/^template: root:\d+:\d+: executing /);
    }
  }
});

const endless: readonly (readonly [string, string, RegExp])[] = [
  ['a large range', '{{range 99999999999}}{{end}}', /too many steps$/],
  [
    'nested ranges',
    '{{range 9999}}{{range 9999}}{{range 9999}}{{end}}{{end}}{{end}}',
    /too many steps$/,
  ],
  ['much output', '{{range 99999999999}}{{printf "%0900000d" 1}}{{end}}', /output is too large$/],
  [
    'itself',
    '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}',
    /exceeded maximum template depth \(100000\)$/,
  ],
  [
    'deep parentheses',
    `{{${'('.repeat(100_000)}1${')'.repeat(100_000)}}}`,
    /max expression depth exceeded$/,
  ],
  ['deep bodies', '{{if 1}}'.repeat(100_000), /max expression depth exceeded$/],
  [
    'a long chain of else',
    `{{if 0}}${'{{else if 0}}'.repeat(50_000)}{{end}}`,
    /max expression depth exceeded$/,
  ],
];

test.each(endless)('%s is refused', (_name, text, message) => {
  const template = parse(text, functions);
  const result = template.ok ? render(template.value, null, functions) : template;
  expect(result.ok ? '' : result.error).toMatch(message);
});
