import { expect, test } from 'vitest';
import type { ComponentSchema, SchemaNode } from '../../src/components/index.ts';
import type { Scope } from '../../src/eval/index.ts';
import { decodeBody, expandDynamic, fillUnknowns } from '../../src/schema/index.ts';
import {
  list,
  listOf,
  nullOf,
  object,
  string,
  stringType,
  unknown,
} from '../../src/values/index.ts';
import { nativeBody, shown, worded } from './reading.ts';

const text = (name: string) =>
  ({ kind: 'attribute', name, type: stringType, required: false }) as const;

const schema: ComponentSchema = {
  kind: 'object',
  fields: new Map<string, SchemaNode>([
    [
      'disk',
      {
        kind: 'block-list',
        typeName: 'disk',
        minItems: 0,
        maxItems: 0,
        nested: {
          kind: 'object',
          fields: new Map<string, SchemaNode>([
            ['size', text('size')],
            [
              'part',
              {
                kind: 'block-list',
                typeName: 'part',
                minItems: 0,
                maxItems: 0,
                nested: { kind: 'object', fields: new Map([['name', text('name')]]) },
              },
            ],
          ]),
        },
      },
    ],
    [
      'mount',
      {
        kind: 'block-map',
        typeName: 'mount',
        labelNames: ['path'],
        nested: { kind: 'object', fields: new Map([['device', text('device')]]) },
      },
    ],
  ]),
};

const scope: Scope = {
  variables: new Map([
    ['sizes', list(stringType, [string('s'), string('m')])],
    [
      'paths',
      object([
        ['a', string('/a')],
        ['b', string('/b')],
      ]),
    ],
    ['later', unknown(listOf(stringType))],
    ['nothing', nullOf(listOf(stringType))],
    ['word', string('w')],
  ]),
  functions: new Map(),
};

const content = (size: string) => `content {\n size = ${size}\n }`;

test.each([
  [
    `dynamic "disk" {\n for_each = sizes\n ${content('disk.value')}\n}`,
    {
      disk: [
        { size: 's', part: [] },
        { size: 'm', part: [] },
      ],
      mount: {},
    },
    [],
  ],
  [
    `disk {\n size = "first"\n}\ndynamic "disk" {\n for_each = sizes\n iterator = it\n ${content('"${it.key}${it.value}"')}\n}\ndisk {\n}`,
    {
      disk: [
        { size: 'first', part: [] },
        { size: '0s', part: [] },
        { size: '1m', part: [] },
        { size: null, part: [] },
      ],
      mount: {},
    },
    [],
  ],
  [
    `dynamic "mount" {\n for_each = paths\n labels = [mount.value]\n content {\n device = mount.key\n }\n}`,
    { disk: [], mount: { '/a': { device: 'a' }, '/b': { device: 'b' } } },
    [],
  ],
  [
    `dynamic "disk" {\n for_each = ["x"]\n content {\n dynamic "part" {\n for_each = sizes\n content {\n name = "\${disk.value}\${part.value}"\n }\n }\n }\n}`,
    { disk: [{ size: null, part: [{ name: 'xs' }, { name: 'xm' }] }], mount: {} },
    [],
  ],
  [
    `dynamic "disk" {\n for_each = later\n ${content('disk.value')}\n}`,
    { disk: '<list>', mount: {} },
    [],
  ],
  [
    `dynamic "disc" {\n for_each = sizes\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    ['error t.hcl:1,9-15 Unsupported block type | Blocks of type "disc" are not expected here.'],
  ],
  [
    `dynamic "disk" {\n for_each = word\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:2,13-17 Invalid dynamic for_each value | Cannot use a string value in for_each. An iterable collection is required.',
    ],
  ],
  [
    `dynamic "disk" {\n for_each = "\${word}-\${nowhere}"\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    ['error t.hcl:2,24-31 Unknown variable | There is no variable named "nowhere".'],
  ],
  [
    `dynamic "disk" {\n for_each = nothing\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    ['error t.hcl:2,13-20 Invalid dynamic for_each value | Cannot use a null value in for_each.'],
  ],
  [
    `dynamic "disk" {\n for_each = sizes\n iterator = a.b\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,13-16 Invalid dynamic iterator name | Dynamic iterator must be a single variable name.',
    ],
  ],
  [
    `dynamic "disk" {\n for_each = word\n iterator = "it"\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,13-17 Invalid expression | A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.',
    ],
  ],
  [
    `dynamic "mount" {\n for_each = nowhere\n labels = []\n content {\n }\n}`,
    { disk: [], mount: {} },
    ['error t.hcl:2,13-20 Unknown variable | There is no variable named "nowhere".'],
  ],
  [
    `dynamic "mount" {\n for_each = sizes\n labels = ["a", "b"]\n content {\n }\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,17-20 Extraneous dynamic block label | Blocks of type "mount" require 1 label(s).',
    ],
  ],
  [
    `dynamic "mount" {\n for_each = sizes\n labels = []\n content {\n }\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,11-13 Insufficient dynamic block labels | Blocks of type "mount" require 1 label(s).',
    ],
  ],
  [
    `dynamic "mount" {\n for_each = ["x"]\n labels = [[]]\n content {\n }\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,12-14 Invalid dynamic block label | Cannot use this value as a dynamic block label: string required.',
    ],
  ],
  [
    `dynamic "mount" {\n for_each = ["x"]\n labels = [null]\n content {\n }\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,12-16 Invalid dynamic block label | Cannot use a null value as a dynamic block label.',
    ],
  ],
  [
    `dynamic "mount" {\n for_each = later\n labels = [mount.value]\n content {\n }\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:3,12-23 Invalid dynamic block label | This value is not yet known. Dynamic block labels must be immediately-known values.',
    ],
  ],
  [
    `dynamic "disk" {\n for_each = sizes\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:1,16-16 Missing dynamic content block | A dynamic block must have a nested block of type "content" to describe the body of each generated block.',
    ],
  ],
  [
    `dynamic "disk" {\n for_each = sizes\n content {\n }\n content {\n }\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:5,2-9 Extraneous dynamic content block | Only one nested content block is allowed for each dynamic block.',
    ],
  ],
  [
    `dynamic "disk" {\n ${content('1')}\n}`,
    { disk: [], mount: {} },
    [
      'error t.hcl:1,16-16 Missing required argument | The argument "for_each" is required, but no definition was found.',
    ],
  ],
])('%j', (source, value, diagnostics) => {
  const body = expandDynamic(nativeBody(source), scope);
  const decoded = decodeBody(body, schema, scope);
  expect([shown(decoded.value), decoded.diagnostics.map(worded)]).toEqual([value, diagnostics]);
});

test.each([
  [`disk {\n size = word\n}\nmount "m" {\n device = some\n}`, { device: '<unknown>' }],
  ['mount "m" {\n}', { device: null }],
])('unknown parts of %j are filled before the value is sent', (source, mount) => {
  const wider: Scope = { variables: new Map([['some', unknown(stringType)]]), parent: scope };
  const { value } = decodeBody(nativeBody(source), schema, wider);
  expect(shown(fillUnknowns(value))).toMatchObject({ mount: { m: mount } });
});

test('what one part of a reader took is hidden from the next, dynamic blocks included', () => {
  const source = `disk {\n}\ndynamic "disk" {\n for_each = sizes\n content {\n }\n}\nmount "x" {\n}\nmane = 1`;
  const first = expandDynamic(nativeBody(source), scope).partialContent({
    attributes: [{ name: 'name', required: false }],
    blocks: [{ type: 'disk', labelNames: [] }],
  });
  const rest = first.value.remain.content({
    attributes: [],
    blocks: [{ type: 'mount', labelNames: ['path'] }],
  });
  expect({
    first: first.value.blocks.map((block) => block.type),
    rest: rest.value.blocks.map((block) => block.type),
    diagnostics: rest.diagnostics.map(worded),
  }).toEqual({
    first: ['disk', 'disk', 'disk'],
    rest: ['mount'],
    diagnostics: [
      'error t.hcl:10,1-5 Unsupported argument | An argument named "mane" is not expected here. Did you mean "name"?',
    ],
  });
});
