import * as mini from 'zod/mini';
import { describe, expect, it, test } from 'vitest';
import type { BuildSettings, ComponentConfig, Data, DataMap } from '../../src/components/index.ts';
import {
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeRandom,
  silentLog,
} from '../../src/platform/index.ts';
import {
  block,
  builder,
  type Builder,
  type ComponentFactory,
  type Datasource,
  componentHost,
  duration,
  machine,
  provisioner,
  datasource,
  sensitive,
  triState,
  z,
} from '../../src/sdk.ts';
import {
  list,
  map,
  nullOf,
  number,
  numberType,
  object,
  string,
  stringType,
  bool,
  toText,
} from './values.ts';
import { dataMap, fakeUi, never, settings } from '../builtin/support/harness.ts';
import { memoryMachine } from '../builtin/support/memory-communicator.ts';

const host = componentHost({
  files: nodeFiles(),
  environment: nodeEnvironment(),
  clock: nodeClock(),
  random: nodeRandom(),
  log: silentLog,
});

const schema = z.object({
  name: z.string().describe('Whom to greet'),
  count: z.number().int().min(1, 'count must be positive').default(1),
  loud: z.boolean().optional(),
  tags: z.array(z.string()).default([]),
  labels: z.record(z.string(), z.string()).default({}),
  wait: duration(),
  maybe: triState(),
  secret: sensitive(z.string().default('')),
  mode: z.enum(['a', 'b']).default('a'),
  nested: block(z.object({ key: z.string().default('') })).optional(),
  many: z
    .array(block(z.object({ key: z.string(), size: mini.optional(mini.number()) })))
    .default([]),
});

/** A provisioner that shows what it was configured with. */
function showing(seen: unknown[]) {
  return provisioner({
    schema,
    renderLater: ['labels'],
    provision: async ({ config }) => void seen.push(config),
  });
}

async function decode(config: ComponentConfig, over: Partial<BuildSettings> = {}) {
  const seen: unknown[] = [];
  const component = showing(seen).create(host);
  const { error } = await component.prepare(config, { ...settings, ...over });
  if (error !== undefined) return error;
  await component.provision({ ui: fakeUi(), signal: never }, memoryMachine(), new Map());
  return seen[0];
}

const usual = {
  name: 'x',
  count: 1,
  tags: [],
  labels: {},
  wait: 0n,
  secret: '',
  mode: 'a',
  many: [],
};

describe('schema of a definition', () => {
  it('is plain data for the language', async () => {
    const { fields } = await showing([]).create(host).schema();
    const attribute = (name: string, type: unknown, more = {}) => [
      name,
      { kind: 'attribute', name, type, required: false, ...more },
    ];
    const text = { kind: 'string' };
    const nested = (...entries: unknown[]) => ({
      kind: 'object',
      fields: new Map(entries as [string, unknown][]),
    });
    expect([...fields]).toEqual([
      attribute('name', text, { required: true, description: 'Whom to greet' }),
      attribute('count', { kind: 'number' }),
      attribute('loud', { kind: 'bool' }),
      attribute('tags', { kind: 'list', element: text }),
      attribute('labels', { kind: 'map', element: text }),
      attribute('wait', text),
      attribute('maybe', { kind: 'bool' }),
      attribute('secret', text, { sensitive: true }),
      attribute('mode', text),
      [
        'nested',
        {
          kind: 'block',
          typeName: 'nested',
          required: false,
          nested: nested(attribute('key', text)),
        },
      ],
      [
        'many',
        {
          kind: 'block-list',
          typeName: 'many',
          minItems: 0,
          maxItems: 0,
          nested: nested(
            attribute('key', text, { required: true }),
            attribute('size', { kind: 'number' }),
          ),
        },
      ],
    ]);
  });
});

describe('configuration from HCL2', () => {
  it.each<
    [
      string,
      readonly (readonly [string, ReturnType<typeof string>])[],
      DataMap | undefined,
      unknown,
    ]
  >([
    [
      'nulls leave the field alone',
      [
        ['name', string('x')],
        ['count', nullOf(numberType)],
        ['tags', nullOf(numberType)],
      ],
      undefined,
      usual,
    ],
    [
      'everything',
      [
        ['name', string('x')],
        ['count', number(3)],
        ['loud', bool(true)],
        ['tags', list(stringType, [string('a,b')])],
        ['labels', map(stringType, [['k', string('{{.Later}}')]])],
        ['wait', string('1m30s')],
        ['maybe', bool(false)],
        ['nested', object([['key', string('n')]])],
        [
          'many',
          list(stringType, [
            object([
              ['key', string('m')],
              ['size', number(1.5)],
            ]),
          ]),
        ],
      ],
      undefined,
      {
        ...usual,
        count: 3,
        loud: true,
        tags: ['a,b'],
        labels: { k: '{{.Later}}' },
        wait: 90_000_000_000n,
        maybe: false,
        nested: { key: 'n' },
        many: [{ key: 'm', size: 1.5 }],
      },
    ],
    [
      'a fraction where a whole number is wanted',
      [
        ['name', string('x')],
        ['count', number(1.5)],
      ],
      undefined,
      'value must be a whole number, between -9223372036854775808 and 9223372036854775807: [{{} count}]',
    ],
    [
      'a number beyond 64 bits',
      [
        ['name', string('x')],
        ['count', number(2n ** 63n)],
      ],
      undefined,
      'value must be a whole number, between -9223372036854775808 and 9223372036854775807: [{{} count}]',
    ],
    [
      'null in a list',
      [
        ['name', string('x')],
        ['tags', list(stringType, [string('a'), nullOf(stringType)])],
      ],
      undefined,
      'null value is not allowed: [{{} tags} {{} {{{{} 78}} 1}}]',
    ],
    [
      'null in a map',
      [
        ['name', string('x')],
        ['labels', map(stringType, [['k', nullOf(stringType)]])],
      ],
      undefined,
      'null value is not allowed: [{{} labels} {{} {{{{} 83}} k}}]',
    ],
    [
      'the override wins, maps are joined',
      [
        ['name', string('x')],
        ['tags', list(stringType, [string('a')])],
        ['labels', map(stringType, [['a', string('1')]])],
      ],
      dataMap({ tags: ['b'], labels: { b: '2' } }),
      { ...usual, tags: ['b'], labels: { a: '1', b: '2' } },
    ],
    [
      'templates see no values',
      [['name', string('{{.ID}} {{build_name}} {{upper `u`}}')]],
      undefined,
      { ...usual, name: '<no value> x U' },
    ],
    [
      'the build function knows nothing',
      [['name', string('{{build `ID`}}')]],
      undefined,
      'render \'name\': template: root:1:2: executing "root" at <build `ID`>: error calling build: loaded data, but couldnt find ID in it. in:\n\n{{build `ID`}}',
    ],
    [
      'complaints of the schema',
      [
        ['name', string('x')],
        ['count', number(0)],
        ['mode', string('c')],
      ],
      undefined,
      '2 error(s) occurred:\n\n* \'count\': count must be positive\n* \'mode\': Invalid option: expected one of "a"|"b"',
    ],
    [
      'a missing name',
      [],
      undefined,
      "1 error(s) occurred:\n\n* 'name': Invalid input: expected string, received undefined",
    ],
  ])('%s', async (_, entries, override, answer) => {
    const config = {
      kind: 'decoded',
      body: object(entries),
      ...(override === undefined ? {} : { override }),
    } as const;
    expect(await decode(config)).toEqual(answer);
  });
});

test.each<[string, () => ComponentFactory<Builder | Datasource>]>([
  ['builder', () => builder({ schema: z.object({ a: z.string() }), run: async () => undefined })],
  [
    'data source',
    () =>
      datasource({
        schema: z.object({ a: z.string() }),
        output: z.object({}),
        read: async () => ({}),
      }),
  ],
])('a %s has no build values', async (_, factory) => {
  const component = factory().create(host);
  const text = '{{build `ID`}}';
  const given: readonly ComponentConfig[] = [
    { kind: 'decoded', body: object([['a', string(text)]]) },
    { kind: 'raw', body: dataMap({ a: text }), placeholders: new Map() },
  ];
  for (const config of given)
    expect((await component.prepare(config, settings)).error).toBe(
      `render 'a': template: root:1:2: executing "root" at <build \`ID\`>: error calling build: Error validating build variable: the given variable ID will not be passed into your plugin. in:\n\n${text}`,
    );
});

describe('configuration from legacy JSON', () => {
  const least = -(2 ** 63);
  it.each<[string | number, string | number]>([
    [2 ** 62, 2 ** 62],
    [2 ** 63, least],
    [1e20, least],
    [-1e20, least],
    ['-9223372036854775808', least],
    ['1e3', 'strconv.ParseInt: parsing "1e3": invalid syntax'],
  ])('%j in an option of 64 bits', async (size, answer) => {
    const seen: unknown[] = [];
    const factory = provisioner({
      schema: z.object({ size: z.number().multipleOf(1) }),
      provision: async ({ config }) => void seen.push(config.size),
    });
    const component = factory.create(host);
    const { error } = await component.prepare({ kind: 'raw', body: dataMap({ size }) }, settings);
    if (error === undefined)
      await component.provision({ ui: fakeUi(), signal: never }, memoryMachine(), new Map());
    expect(error?.replace(/^.* as int: /s, '') ?? seen[0]).toBe(answer);
  });

  it.each<[string, boolean, string]>([
    [
      'a component that tells',
      false,
      "Deprecated configuration key: 'iso_md5'. Please call `packer fix` against your template to update your template to be compatible with the current version of Packer. Visit https://www.packer.io/docs/commands/fix/ for more detail.",
    ],
    ['a component that does not', true, `unknown configuration key: '"iso_md5"'`],
  ])('an option renamed long ago: %s', async (_, withoutRenamedOptions, answer) => {
    const factory = builder({
      schema: z.object({}),
      withoutRenamedOptions,
      run: async () => undefined,
    });
    const body = dataMap({ iso_md5: 'x' });
    const { error } = await factory.create(host).prepare({ kind: 'raw', body }, settings);
    expect(error).toBe(`1 error occurred:\n\t* ${answer}\n\n`);
  });

  it.each<[string | number | boolean, unknown]>([
    [1.9, { ...usual, count: 1 }],
    [-0.5, "1 error(s) occurred:\n\n* 'count': count must be positive"],
    [true, { ...usual, count: 1 }],
    ['+7', { ...usual, count: 7 }],
    ['0x1F', { ...usual, count: 31 }],
    ['010', { ...usual, count: 8 }],
    ['1_000', { ...usual, count: 1000 }],
    ['', "1 error(s) occurred:\n\n* 'count': count must be positive"],
    [
      '1.5',
      '1 error(s) decoding:\n\n* cannot parse \'count\' as int: strconv.ParseInt: parsing "1.5": invalid syntax',
    ],
    [
      ' 5',
      '1 error(s) decoding:\n\n* cannot parse \'count\' as int: strconv.ParseInt: parsing " 5": invalid syntax',
    ],
    [
      '9223372036854775808',
      '1 error(s) decoding:\n\n* cannot parse \'count\' as int: strconv.ParseInt: parsing "9223372036854775808": value out of range',
    ],
  ])('%j as a whole number', async (count, answer) => {
    expect(await decode({ kind: 'raw', body: dataMap({ name: 'x', count }) })).toEqual(answer);
  });

  it.each<[Data, unknown]>([
    [null, usual],
    [new Map(), usual],
    [new Map([['count', 7n]]), { ...usual, count: 7 }],
    [5.5, "'' expected a map, got 'float64'"],
    [0, "'' expected a map, got 'float64'"],
    ['', "'' expected a map, got 'string'"],
    [false, "'' expected a map, got 'bool'"],
    [[], "'' expected a map, got 'slice'"],
    [[new Map()], "'' expected a map, got 'slice'"],
  ])('%j as an override, which is looked at before all else', async (override, answer) => {
    const isRefused = typeof answer === 'string';
    const body = dataMap(isRefused ? { nonsense: '{{' } : { name: 'x' });
    expect(await decode({ kind: 'raw', body, override })).toEqual(answer);
  });

  const placeholder =
    'Build_ID. To set this dynamically in the Packer template, you must use the `build` function';
  it.each<[string, Parameters<typeof dataMap>[0], unknown]>([
    [
      'weak types',
      {
        name: 5,
        count: '7',
        loud: 'true',
        tags: 'a,b',
        labels: [{ a: 1 }, { b: true }],
        wait: 1000,
        maybe: '',
      },
      {
        ...usual,
        name: '5',
        count: 7,
        loud: true,
        tags: ['a', 'b'],
        labels: { a: '1', b: '1' },
        wait: 1000n,
      },
    ],
    [
      'one value becomes a list, a block too',
      { name: true, tags: 4, nested: [{ key: 'a' }], many: { key: 'k' } },
      { ...usual, name: '1', tags: ['4'], nested: { key: 'a' }, many: [{ key: 'k' }] },
    ],
    [
      'keys in any letter case, type and packer_ ignored',
      { NAME: 'x', type: 't', packer_anything: 1 },
      usual,
    ],
    [
      'build values are left for later',
      { name: '{{build `ID`}} {{user `u`}}{{user `none`}}' },
      { ...usual, name: '{{.ID}} you' },
    ],
    [
      'what cannot be converted',
      { name: { a: 1 }, count: 'many', loud: 'perhaps', maybe: 'perhaps', labels: 'x', wait: '5' },
      `5 error(s) decoding:

* 'labels' expected a map, got 'string'
* 'name' expected type 'string', got unconvertible type 'map[interface {}]interface {}', value: 'map[a:1]'
* cannot parse 'count' as int: strconv.ParseInt: parsing "many": invalid syntax
* cannot parse 'loud' as bool: strconv.ParseBool: parsing "perhaps": invalid syntax
* error decoding 'maybe': Error parsing bool from given var: strconv.ParseBool: parsing "perhaps": invalid syntax`,
    ],
    [
      'lists where there is no list',
      { name: [], maybe: ['a'], labels: [{ a: 'b' }, ['c', 1]], wait: ['a'] },
      `5 error(s) decoding:

* 'labels[1][0]' expected a map, got 'string'
* 'labels[1][1]' expected a map, got 'int'
* 'maybe' expected type 'config.Trilean', got unconvertible type '[]interface {}', value: '[a]'
* 'name' expected type 'string', got unconvertible type '[]interface {}', value: '[]'
* 'wait' expected type 'time.Duration', got unconvertible type '[]interface {}', value: '[a]'`,
    ],
    [
      'a duration beyond 64 bits',
      { name: 'x', wait: 1e30 },
      { ...usual, name: 'x', wait: -9_223_372_036_854_775_808n },
    ],
    [
      'a duration that is empty',
      { name: 'x', wait: '' },
      `1 error(s) decoding:\n\n* error decoding 'wait': time: invalid duration ""`,
    ],
    [
      'a bad duration',
      { name: 'x', wait: '5' },
      `1 error(s) decoding:\n\n* error decoding 'wait': time: missing unit in duration "5"`,
    ],
    [
      'unknown keys, nested too',
      { name: 'x', zeta: 1, nested: { other: 1 } },
      `2 errors occurred:\n\t* unknown configuration key: '"nested.other"'\n\t* unknown configuration key: '"zeta"'\n\n`,
    ],
    [
      'bad templates everywhere, also where they are rendered later',
      { name: 'x', labels: { '{{': 'v' } },
      "invalid 'labels': template: root:1: unclosed action in:\n\n{{",
    ],
    [
      'functions of variables are not for components',
      { name: '{{env `HOME`}}' },
      'render \'name\': template: root:1:2: executing "root" at <env `HOME`>: error calling env: env vars are not allowed here in:\n\n{{env `HOME`}}',
    ],
  ])('%s', async (_, body, answer) => {
    const config = {
      kind: 'raw',
      body: dataMap(body),
      placeholders: new Map([['ID', placeholder]]),
    } as const;
    expect(await decode(config, { userVariables: new Map([['u', 'you']]) })).toEqual(answer);
  });

  test('values of user variables must be templates', async () => {
    const config = { kind: 'raw', body: dataMap({ name: 'x' }), placeholders: new Map() } as const;
    expect(await decode(config, { userVariables: new Map([['u', '{{.a.}}']]) })).toBe(
      "invalid 'packer_user_variables': template: root:1: unexpected <.> in operand in:\n\n{{.a.}}",
    );
  });
});

describe('definitions', () => {
  it('prepare again forgets what was there', async () => {
    const seen: unknown[] = [];
    const component = showing(seen).create(host);
    await component.prepare({ kind: 'raw', body: dataMap({ name: 'a', count: 5 }) }, settings);
    await component.prepare({ kind: 'raw', body: dataMap({ name: 'b' }) }, settings);
    await component.provision({ ui: fakeUi(), signal: never }, memoryMachine(), new Map());
    expect(seen).toEqual([{ ...usual, name: 'b' }]);
    await component.prepare({ kind: 'raw', body: new Map() }, settings);
    await expect(
      component.provision({ ui: fakeUi(), signal: never }, memoryMachine(), new Map()),
    ).rejects.toThrow('the component was not prepared');
  });

  it('give provisioners a short way to run commands', async () => {
    const remote = memoryMachine(() => ({ stdout: 'one\ntwo', stderr: 'three\n', status: 4 }));
    const lines: string[] = [];
    const status = await machine(remote).run('x', {
      signal: never,
      onLine: (line) => void lines.push(line),
    });
    expect([status, [...lines].sort()]).toEqual([4, ['one', 'three', 'two']]);
  });

  it('make values of what a data source reads', async () => {
    const source = datasource({
      schema: z.object({}),
      output: z.object({
        text: z.string(),
        sizes: z.array(z.number()),
        by_name: z.record(z.string(), z.boolean()),
        gone: z.string().optional(),
        point: z.object({ x: z.number() }),
      }),
      read: async () => ({ text: 'a', sizes: [1, 2.5], by_name: { k: true }, point: { x: 1 } }),
    }).create(host);
    await source.prepare({ kind: 'decoded', body: object([]) }, settings);
    const value = await source.read({ ui: fakeUi(), signal: never });
    expect(toText(value)).toBe(
      '{by_name={k=true:bool}:map,gone=null:string,point={x=1:number}:object,sizes=[1:number,2.5:number]:list,text=a:string}:object',
    );
  });
});
