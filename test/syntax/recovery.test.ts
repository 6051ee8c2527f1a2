import { describe, expect, it } from 'vitest';
import { type Body, type BodyTree, parseConfig, parseExpression } from '../../src/syntax/index.ts';
import type { Diagnostic } from '../../src/source/index.ts';

function found(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, subject }) => {
    const { start, end } = subject!;
    const until = start.line === end.line ? end.column : `${end.line},${end.column}`;
    return `${start.line},${start.column}-${until} ${code}`;
  });
}

function kept(body: Body & BodyTree): string {
  const blocks = body.blocks.map(
    (block) => `${[block.type, ...block.labels].join(' ')}{${kept(block.body)}}`,
  );
  return [...body.attributes.keys(), ...blocks].join(' ');
}

describe('mistakes in files, and what survives them', () => {
  const cases: [string, string[], string][] = [
    ['a = <<EOT\nx\nEOT', ['3,4-4 unterminated-template'], 'a'],
    ['a = 1, b = 2\n', ['1,6-7 comma-after-argument'], 'a'],
    ['a { b = 1, c = 2 }\n', ['1,10-11 invalid-single-line-block'], 'a{b}'],
    ['a { b = 1\n}\n', ['1,10-2,1 invalid-single-line-block'], 'a{b}'],
    ['a { b { } }\n', ['1,5-8 argument-definition-required'], 'a{}'],
    ['a { b }\n', ['1,5-6 item-required'], 'a{}'],
    ['a "x" = {\n}\n', ['1,7-8 invalid-block-definition'], 'a x{}'],
    ['a\n{\n}\n', ['1,1-2 item-required'], ''],
    ['a 1 {\n}\n', ['1,1-2 item-required'], ''],
    ['"a" = 1\nb = 1\nc = \n', ['1,1-2 quoted-argument-name'], ''],
    ['a {\n b = 1 }\n', ['2,8-9 missing-newline-after-argument'], 'a{b}'],
    ['a = 1 +\n2\n', ['1,8-2,1 invalid-expression'], 'a'],
    ['a "x${y}" {}\n', ['1,5-7 invalid-string-literal'], 'a x${ ... }{}'],
    ['a = {\n x = 1\n , y = 2 }\n', ['3,2-3 invalid-expression'], 'a'],
    [
      "a = 'x' 'y' 'z' 'w'\n",
      ['1,5-6 invalid-character', '1,9-10 invalid-character', '1,5-6 invalid-expression'],
      'a',
    ],
    ['a = "x\ny"\n', ['1,7-2,1 multi-line-string', '1,7-2,1 unterminated-template'], 'a'],
    ['a {} b {}\n', ['1,6-7 missing-newline-after-block'], 'a{}'],
    ['a {\n', ['1,3-4 unclosed-block'], 'a{}'],
    ['a { b = 1', ['1,3-4 unclosed-block'], 'a{b}'],
    ['a = {\n b = 1\n', ['3,1-1 missing-expression'], 'a'],
    ['a = b c\n', ['1,7-8 missing-newline-after-argument'], 'a'],
    ['= 1\n', ['1,1-2 item-required'], ''],
    ['a = x ? y\n', ['1,10-2,1 missing-false-expression'], 'a'],
    ['a = 1\na = 2\n', ['2,1-2 attribute-redefined'], 'a'],
    ['e\u0301 = "👩‍👩‍👧क्षि" x\n', ['1,11-12 missing-newline-after-argument'], 'e\u0301'],
    ['\ufeffa = 1 2\n', ['1,7-8 missing-newline-after-argument'], 'a'],
  ];
  it.each(cases)('%j', (text, diagnostics, survivors) => {
    const parsed = parseConfig({ filename: 'x', bytes: new TextEncoder().encode(text) });
    expect(found(parsed.diagnostics)).toEqual(diagnostics);
    expect(kept(parsed.value)).toBe(survivors);
  });
});

describe('mistakes in expressions', () => {
  const cases: [string, string[]][] = [
    ['(1', ['1,3-3 unbalanced-parentheses']],
    ['f(1 2)', ['1,5-6 missing-argument-separator']],
    ['[1 2]', ['1,4-5 missing-item-separator']],
    ['{a 1}', ['1,4-5 missing-key-value-separator']],
    ['{a = 1 b = 2}', ['1,8-9 missing-attribute-separator']],
    ['try(1,2', ['1,1-5 unterminated-call']],
    ['[1,2', ['1,1-2 unterminated-tuple']],
    ['{a=1', ['1,1-2 unterminated-object']],
    ['a.', ['1,3-3 invalid-attribute-name']],
    ['a.*.b.*.c', ['1,7-8 nested-splat']],
    ['a.0.1', ['1,3-6 legacy-index']],
    ['x::', ['1,4-4 missing-function-name']],
    ['x::y', ['1,5-5 missing-open-parenthesis']],
    ['f(a... b)', ['1,4-7 missing-closing-parenthesis']],
    ['{for x in l: x}', ['1,14-15 invalid-for']],
    ['"%{if true}x"', ['1,13-14 unexpected-end-of-template']],
    ['"%{foo}"', ['1,4-7 invalid-template-keyword']],
    ['"${a:b}"', ['1,5-6 extra-characters-in-interpolation']],
    ['"${a', ['1,2-4 unclosed-interpolation']],
    ['1.2.3', ['1,1-6 invalid-number']],
    ['1e2147483647', ['1,1-13 invalid-number']],
    ['1 & 2', ['1,3-4 unsupported-operator', '1,3-4 extra-characters']],
    ['"\\q\\u12"', ['1,2-4 invalid-escape', '1,4-8 invalid-escape']],
    ['[\n1,\n\n2 ]', []],
  ];
  it.each(cases)('%j', (text, diagnostics) => {
    expect(found(parseExpression({ filename: 'x', text }).diagnostics)).toEqual(diagnostics);
  });
});

describe('what is too much', () => {
  const many = 100_000;
  const nested: [string, string][] = [
    ['brackets', '['.repeat(many)],
    ['parentheses', `${'('.repeat(many)}1${')'.repeat(many)}`],
    ['templates', '"${'.repeat(many)],
    ['signs', `${'-'.repeat(many)}1`],
    ['conditions', 'a ? '.repeat(many)],
    ['splats', `a${'[*]'.repeat(many)}`],
  ];
  it.each(nested)('%s nested in each other are told once', (_, text) => {
    const { diagnostics } = parseExpression({ filename: 'x', text });
    expect(diagnostics.map((one) => one.code)).toEqual(['nesting-too-deep']);
  });

  it('does not concern what only goes on', () => {
    for (const text of [
      `${'1 + '.repeat(many)}1`,
      `a${'.b'.repeat(many)}`,
      `a${'[b]'.repeat(many)}`,
    ]) {
      expect(parseExpression({ filename: 'x', text }).diagnostics).toEqual([]);
    }
  });
});
