import { describe, expect, it } from 'vitest';
import {
  keywordOf,
  parseJson,
  parseJsonExpression,
  staticCall,
  traversalOf,
} from '../../src/syntax/index.ts';

const parse = (text: string) => parseJson({ filename: 'x', bytes: new TextEncoder().encode(text) });

describe('mistakes in JSON', () => {
  const cases: [string, string[]][] = [
    ['{}', []],
    ['[{}, {}]', []],
    ['', ['json-ends-early', 'json-root']],
    ['1', ['json-root']],
    ['{} 1', ['json-extraneous-data']],
    ['{"a": 1,}', ['json-trailing-comma', 'json-root']],
    ['{"a" = 1}', ['json-missing-colon', 'json-root']],
    ['{"a"}', ['json-missing-object-value', 'json-root']],
    ['{a: 1}', ['json-invalid-keyword', 'json-property-name', 'json-root']],
    ['{"a": tru}', ['json-invalid-keyword']],
    ['{"a": 01}', ['json-invalid-number']],
    ['{"a": "\\q"}', ['json-invalid-string']],
    ['{"a": [1 2]}', ['json-missing-comma']],
    ['{"a": [1}', ['json-mismatched-brackets', 'json-unclosed', 'json-root']],
    ['['.repeat(100_000), ['nesting-too-deep', 'json-root']],
  ];
  it.each(cases)('%.30j', (text, codes) => {
    expect(parse(text).diagnostics.map((one) => one.code)).toEqual(codes);
  });
});

describe('JSON read as a body', () => {
  const text = '{"//": 0, "n": 1, "n": 2, "b": {"x": [{}, {}], "y": null}, "u": 1}';
  const schema = {
    attributes: [
      { name: 'n', required: true },
      { name: 'gone', required: true },
    ],
    blocks: [{ type: 'b', labelNames: ['name'] }],
  };

  it('finds what the schema names and complains about the rest', () => {
    const { value, diagnostics } = parse(text).value.content(schema);
    expect([...value.attributes.keys()]).toEqual(['n']);
    expect(value.blocks.map((block) => block.labels)).toEqual([['x'], ['x']]);
    expect(diagnostics.map((one) => `${one.summary}: ${one.detail}`)).toEqual([
      'Duplicate argument: The argument "n" was already set at x:1,11-17.',
      'Missing required argument: The argument "gone" is required, but no definition was found.',
      'Extraneous JSON object property: No argument or block type is named "u". Did you mean "b"?',
    ]);
  });

  it('leaves the rest to a body of its own', () => {
    const { remain } = parse(text).value.partialContent(schema).value;
    expect([...remain.justAttributes().value.keys()]).toEqual(['u']);
  });
});

describe('JSON strings read as native syntax', () => {
  it.each([
    ['"list(string)"', undefined, undefined, 'list'],
    ['"any"', 'any', 'any', undefined],
    ['"a.b[0]"', undefined, 'a', undefined],
    ['"1 +"', undefined, undefined, undefined],
    ['5', undefined, undefined, undefined],
  ])('%s', (text, keyword, root, call) => {
    const { value } = parseJsonExpression({ filename: 'x', text });
    expect([
      keywordOf(value),
      traversalOf(value).value?.root.name,
      staticCall(value).value?.name,
    ]).toEqual([keyword, root, call]);
  });

  it('are templates at the place of their text', () => {
    const { value } = parseJsonExpression({ filename: 'x', text: ' "é${x' + ' y}"' });
    if (value.kind !== 'json-string') throw new Error('not a string');
    const [problem] = value.template().diagnostics;
    expect([problem?.code, problem?.subject?.start]).toEqual([
      'extra-characters-in-interpolation',
      { line: 1, column: 8, byte: 8 },
    ]);
  });
});
