import { expect, test } from 'vitest';
import type { SchemaNode } from '../../src/components/index.ts';
import type { Scope } from '../../src/eval/index.ts';
import { decodeBody, impliedType } from '../../src/schema/index.ts';
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  string,
  stringType,
  type Type,
  typeName,
  unknown,
} from '../../src/values/index.ts';
import { jsonBody, nativeBody, shown, worded } from './reading.ts';

const attribute = (name: string, type: Type, required = false): SchemaNode => ({
  kind: 'attribute',
  name,
  type,
  required,
});

const object = (fields: Record<string, SchemaNode>) =>
  ({ kind: 'object', fields: new Map(Object.entries(fields)) }) as const;

const port = object({ port: attribute('port', numberType), name: attribute('name', stringType) });

const component = object({
  host: attribute('host', stringType),
  count: attribute('count', numberType),
  tags: attribute('tags', mapOf(stringType)),
  names: attribute('names', listOf(stringType)),
  listen: { kind: 'block', typeName: 'listen', nested: port, required: false },
  disk: {
    kind: 'block-list',
    typeName: 'disk',
    nested: object({ size: attribute('size', numberType, true) }),
    minItems: 0,
    maxItems: 2,
  },
});

const absent = { host: null, count: null, tags: null, names: null, listen: null, disk: [] };

const scope: Scope = {
  variables: new Map([
    ['known', string('k')],
    ['later', unknown(stringType)],
  ]),
  functions: new Map(),
};

test.each([
  ['', absent, []],
  [
    'host = 1\ncount = "2"\ntags = { a = true }\nnames = [1, known]',
    { ...absent, host: '1', count: 2, tags: { a: 'true' }, names: ['1', 'k'] },
    [],
  ],
  ['host = later', { ...absent, host: '<string>' }, []],
  ['host = null', absent, []],
  [
    'count = "x"',
    { ...absent, count: '<number>' },
    [
      'error t.hcl:1,9-12 Incorrect attribute value type | Inappropriate value for attribute "count": a number is required.',
    ],
  ],
  [
    'names = "x"',
    { ...absent, names: '<list>' },
    [
      'error t.hcl:1,9-12 Incorrect attribute value type | Inappropriate value for attribute "names": list of string required.',
    ],
  ],
  [
    'host = nobody',
    { ...absent, host: '<string>' },
    ['error t.hcl:1,8-14 Unknown variable | There is no variable named "nobody".'],
  ],
  [
    'hots = 1',
    absent,
    [
      'error t.hcl:1,1-5 Unsupported argument | An argument named "hots" is not expected here. Did you mean "host"?',
    ],
  ],
  [
    'listen = { port = 1 }',
    absent,
    [
      'error t.hcl:1,1-7 Unsupported argument | An argument named "listen" is not expected here. Did you mean to define a block of type "listen"?',
    ],
  ],
  [
    'tags {\n a = 1\n}',
    absent,
    [
      'error t.hcl:1,1-5 Unsupported block type | Blocks of type "tags" are not expected here. Did you mean to define argument "tags"? If so, use the equals sign to assign it a value.',
    ],
  ],
  [
    'listen {\n port = 22\n}\nlisten {\n port = 23\n}',
    { ...absent, listen: { port: 22, name: null } },
    [
      'error t.hcl:4,1-7 Duplicate listen block | Only one block of type "listen" is allowed. Previous definition was at t.hcl:1,1-7.',
    ],
  ],
  [
    'disk {\n size = 1\n}\ndisk {\n}\n',
    { ...absent, disk: [{ size: 1 }, { size: null }] },
    [
      'error t.hcl:4,6-6 Missing required argument | The argument "size" is required, but no definition was found.',
    ],
  ],
  [
    'disk {\n size = 1\n}\ndisk {\n size = 2\n}\ndisk {\n size = 3\n}',
    { ...absent, disk: [{ size: 1 }, { size: 2 }, { size: 3 }] },
    ['error t.hcl:7,6-6 Too many disk blocks | No more than 2 "disk" blocks are allowed'],
  ],
  [
    'disk "label" {\n size = 1\n}',
    absent,
    ['error t.hcl:1,6-13 Extraneous label for disk | No labels are expected for disk blocks.'],
  ],
])('%j', (text, value, diagnostics) => {
  const decoded = decodeBody(nativeBody(text), component, scope);
  expect([shown(decoded.value), decoded.diagnostics.map(worded)]).toEqual([value, diagnostics]);
});

test('JSON syntax', () => {
  const body = jsonBody('{"host": "${known}!", "disk": [{"size": 1}, {"size": "2"}], "hots": 1}');
  const decoded = decodeBody(body, component, scope);
  expect([shown(decoded.value), decoded.diagnostics.map(worded)]).toEqual([
    { ...absent, host: 'k!', disk: [{ size: 1 }, { size: 2 }] },
    [
      'error t.json:1,61-67 Extraneous JSON object property | No argument or block type is named "hots".',
    ],
  ]);
});

const nested = object({ on: attribute('on', boolType) });
const rare: readonly [string, SchemaNode, string, unknown, readonly string[]][] = [
  [
    'default',
    {
      kind: 'default',
      primary: attribute('a', stringType),
      fallback: { kind: 'literal', value: string('d') },
    },
    '',
    'd',
    [],
  ],
  [
    'default',
    {
      kind: 'default',
      primary: attribute('a', stringType),
      fallback: { kind: 'literal', value: string('d') },
    },
    'a = "x"',
    'x',
    [],
  ],
  [
    'tuple',
    { kind: 'tuple', elements: [attribute('a', stringType), attribute('b', numberType)] },
    'b = 2',
    [null, 2],
    [],
  ],
  [
    'block-tuple',
    { kind: 'block-tuple', typeName: 'x', nested, minItems: 2, maxItems: 0 },
    'x {\n}',
    [{ on: null }],
    ['error t.hcl:1,1-1 Insufficient x blocks | At least 2 "x" blocks are required.'],
  ],
  [
    'block-set',
    { kind: 'block-set', typeName: 'x', nested, minItems: 0, maxItems: 0 },
    'x {\n on = true\n}\nx {\n on = true\n}',
    [{ on: true }],
    [],
  ],
  [
    'block-map',
    { kind: 'block-map', typeName: 'x', labelNames: ['k'], nested },
    'x "a" {\n on = true\n}\nx "a" {\n}',
    { a: { on: true } },
    [
      'error t.hcl:4,1-6 Duplicate x block | A block for x "a" was already defined. The x labels must be unique.',
    ],
  ],
  [
    'block-object of two labels',
    { kind: 'block-object', typeName: 'x', labelNames: ['k', 'l'], nested },
    'x "a" "b" {\n}\nx "a" "c" {\n}',
    { a: { b: { on: null }, c: { on: null } } },
    [],
  ],
  [
    'block-attributes',
    { kind: 'block-attributes', typeName: 'x', elementType: numberType, required: false },
    'x {\n a = "1"\n b = "y"\n}',
    { a: 1, b: '<number>' },
    [
      'error t.hcl:3,6-9 Invalid attribute value | Invalid value for attribute of "x" block: a number is required.',
    ],
  ],
  [
    'block-attributes',
    { kind: 'block-attributes', typeName: 'x', elementType: numberType, required: true },
    '',
    null,
    ['error t.hcl:1,1-1 Missing x block | A block of type "x" is required here.'],
  ],
  [
    'block-label',
    {
      kind: 'block-list',
      typeName: 'x',
      minItems: 0,
      maxItems: 0,
      nested: object({ name: { kind: 'block-label', index: 0, name: 'name' } }),
    },
    'x "a" {\n}\nx "b" {\n}',
    [{ name: 'a' }, { name: 'b' }],
    [],
  ],
  [
    'unlike blocks',
    {
      kind: 'block-list',
      typeName: 'x',
      minItems: 0,
      maxItems: 0,
      nested: object({ v: attribute('v', dynamicType) }),
    },
    'x {\n v = 1\n}\nx {\n v = [1]\n}',
    '<dynamic>',
    [
      'error t.hcl:1,3-3 Unconsistent argument types in x blocks | Corresponding attributes in all blocks of this type must be the same.',
    ],
  ],
];

test.each(rare)('%s of %j', (_, node, text, value, diagnostics) => {
  const decoded = decodeBody(nativeBody(text), object({ it: node }), scope);
  expect([shown(decoded.value), decoded.diagnostics.map(worded)]).toEqual([
    { it: value },
    diagnostics,
  ]);
});

test.each([
  [component, 'object'],
  [{ kind: 'block-map', typeName: 'x', labelNames: ['a', 'b'], nested }, 'map of map of object'],
  [
    {
      kind: 'block-set',
      typeName: 'x',
      nested: attribute('a', boolType),
      minItems: 0,
      maxItems: 0,
    },
    'set of bool',
  ],
  [{ kind: 'block-tuple', typeName: 'x', nested, minItems: 0, maxItems: 0 }, 'dynamic'],
  [
    { kind: 'block-attributes', typeName: 'x', elementType: stringType, required: false },
    'map of string',
  ],
] satisfies [SchemaNode, string][])('type that %j implies', (node, name) => {
  expect(typeName(impliedType(node))).toBe(name);
});
