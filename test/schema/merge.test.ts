import { expect, test } from 'vitest';
import { mergeBodies } from '../../src/schema/index.ts';
import { nativeBody, worded } from './reading.ts';

const schema = {
  attributes: [
    { name: 'a', required: true },
    { name: 'b', required: false },
  ],
  blocks: [{ type: 'x', labelNames: [] }],
};

test.each([
  ['a = 1\nx {\n}', 'b = 2\nx {\n}', ['a', 'b'], 2, []],
  [
    'a = 1',
    'a = 2',
    ['a'],
    0,
    ['error t.hcl:1,1-2 Duplicate argument | Argument "a" was already set at t.hcl:1,1-2'],
  ],
  [
    'b = 1',
    '',
    ['b'],
    0,
    ['error - Missing required argument | The argument "a" is required, but was not set.'],
  ],
  [
    'a = 1\nq = 1',
    'z {\n}',
    ['a'],
    0,
    [
      'error t.hcl:2,1-2 Unsupported argument | An argument named "q" is not expected here. Did you mean "b"?',
      'error t.hcl:1,1-2 Unsupported block type | Blocks of type "z" are not expected here. Did you mean "x"?',
    ],
  ],
])('%j with %j', (first, second, attributes, blocks, diagnostics) => {
  const merged = mergeBodies(nativeBody(first), nativeBody(second)).content(schema);
  expect({
    attributes: [...merged.value.attributes.keys()],
    blocks: merged.value.blocks.length,
    diagnostics: merged.diagnostics.map(worded),
  }).toEqual({ attributes, blocks, diagnostics });
});

test('just attributes of several bodies', () => {
  const merged = mergeBodies(nativeBody('a = 1'), nativeBody('b = 1\na = 2')).justAttributes();
  expect([[...merged.value.keys()], merged.diagnostics.map(worded)]).toEqual([
    ['a', 'b'],
    ['error t.hcl:2,1-2 Duplicate argument | Argument "a" was already set at t.hcl:1,1-2'],
  ]);
});
