import { describe, expect, it } from 'vitest';
import { references } from '../../src/eval/index.ts';
import { parseExpression, parseJsonExpression } from '../../src/syntax/index.ts';
import { evaluateText } from './support.ts';

describe('references', () => {
  it.each<[string, readonly string[]]>([
    ['1 + 2', []],
    ['var.a', ['var']],
    ['a.b[0].c + a.b', ['a', 'a']],
    ['a[b].c', ['a', 'b']],
    ['f(a, b...)', ['a', 'b']],
    ['[for v in v : v]', ['v']],
    ['{for k, v in l : k => "${v}${w}" if x}', ['l', 'w', 'x']],
    ['[for v in l : [for w in v : w.x]]', ['l']],
    ['{a = b, (c) = d, "${e}" = f}', ['b', 'c', 'd', 'e', 'f']],
    ['a ? b : c', ['a', 'b', 'c']],
    ['"${a}%{ if b }${c}%{ endif }%{ for v in d }${v}%{ endfor }"', ['a', 'b', 'c', 'd']],
    ['a[*].b[c]', ['a', 'c']],
    ['-a && !(b)', ['a', 'b']],
  ])('%s', (text, roots) => {
    const { value } = parseExpression({ text, filename: 'test.hcl' });
    expect(references(value).map(({ root }) => root.name)).toEqual(roots);
  });

  it('finds those in JSON strings that are sound templates', () => {
    const text = '{"${a}": ["${b}", "c", "${"], "d": 1}';
    const { value } = parseJsonExpression({ text, filename: 'test.json' });
    expect(references(value).map(({ root }) => root.name)).toEqual(['a', 'b']);
  });

  it('copes with very long chains', () => {
    const text = Array.from({ length: 20_000 }, () => 'a').join(' + ');
    const { value } = parseExpression({ text, filename: 'test.hcl' });
    expect(references(value)).toHaveLength(20_000);
  });
});

describe('what a diagnostic says about the references', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['o.nope', [[]]],
    ['m["z"]', [[]]],
    ['absent + n', [[]]],
    ['l[n]', [['l as list of string with 3 elements', 'n as 5']]],
    ['"${n}${l}"', [['l as list of string with 3 elements']]],
    ['(l)["x"]', [['l as list of string with 3 elements']]],
    ['{(o) = t}', [['o as object with 2 attributes']]],
    ['text(nul)', [['nul set to null']]],
    ['text(m)', [['m as map of string with 2 elements']]],
    ['[for v in [true, 1] : v if v]', [['v as 1']]],
    ['-secret', [['secret as "<sensitive>"']]],
    ['{} ? 1 : 2', [[]]],
    ['count(l...)', [['l as list of string with 3 elements']]],
  ])('%s', (text, expected) => {
    const { diagnostics } = evaluateText(text);
    const said = diagnostics.map(({ observed = [] }) =>
      observed.map(({ expression, description }) =>
        description === 'set to null'
          ? `${expression} ${description}`
          : `${expression} as ${description}`,
      ),
    );
    expect(said).toEqual(expected);
  });
});
