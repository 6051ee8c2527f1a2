import { describe, expect, it } from 'vitest';
import type { ComponentSchema, SchemaNode } from '../../src/components/index.ts';
import type { PluginConnection } from '../../src/pluginhost/index.ts';
import {
  type SchemaMemory,
  withRememberedSchemas,
} from '../../src/pluginhost/remembered-schemas.ts';
import {
  dynamicNull,
  listOf,
  number,
  object,
  objectOf,
  string,
  stringType,
} from '../../src/values/index.ts';

const attribute = {
  kind: 'attribute',
  name: 'a',
  type: listOf(stringType),
  required: true,
} as const;
const schema: ComponentSchema = {
  kind: 'object',
  fields: new Map<string, SchemaNode>([
    ['z', { ...attribute, description: 'last letter', sensitive: true }],
    ['block', { kind: 'block', typeName: 'b', nested: attribute, required: false }],
    ['blocks', { kind: 'block-set', typeName: 'b', nested: attribute, minItems: 1, maxItems: 3 }],
    ['by', { kind: 'block-map', typeName: 'b', labelNames: ['l'], nested: attribute }],
    ['attrs', { kind: 'block-attributes', typeName: 'b', elementType: stringType, required: true }],
    ['label', { kind: 'block-label', index: 1, name: 'l' }],
    [
      'either',
      {
        kind: 'default',
        primary: attribute,
        fallback: { kind: 'literal', value: object([['n', number(1)]]) },
      },
    ],
    ['pair', { kind: 'tuple', elements: [attribute, { kind: 'literal', value: string('x') }] }],
    ['a', { ...attribute, type: objectOf(new Map([['o', stringType]]), ['o']) }],
  ]),
};

/** A connection and a memory that note what is done with them. */
function rig(text: string | undefined) {
  const done: string[] = [];
  const note = (what: string) => void done.push(what);
  const connection: PluginConnection = {
    exited: new Promise(() => {}),
    ping: async () => {},
    [Symbol.asyncDispose]: async () => {},
    open: async (kind, name, use) => {
      note(`open ${kind} ${name}${use ? ` ${use}` : ''}`);
      const everything = {
        schema: async () => {
          note('schema');
          return schema;
        },
        prepare: async () => {
          note('prepare');
          return { warnings: [], generatedVariables: [] };
        },
        run: async () => void note('run') as undefined,
        provision: async () => note('provision'),
        process: async () => ({ artifact: undefined, keepInput: 'discard' as const }),
        outputSchema: async () => schema,
        read: async () => dynamicNull,
      };
      return everything;
    },
  };
  let kept = text;
  const memory: SchemaMemory = {
    recall: async () => kept,
    remember: async (kind, name, written) => {
      note(`remember ${kind} ${name}`);
      kept = written;
    },
  };
  return { connection: withRememberedSchemas(connection, memory), done, kept: () => kept };
}

const config = { kind: 'decoded', body: dynamicNull } as const;
const settings = {
  buildName: '',
  builderType: '',
  coreVersion: '',
  debug: false,
  force: false,
  onError: '',
} as const;

describe('a connection with a memory', () => {
  it.each([
    undefined,
    '',
    '{',
    '{"kind":"attribute"}',
    '{"kind":"object","fields":{"a":{"kind":"?"}}}',
  ])('asks the plugin and remembers, once, where it recalls %j', async (text) => {
    const { connection, done } = rig(text);
    const builder = await connection.open('builder', 'x');
    expect(await builder.schema()).toEqual(schema);
    await builder.schema();
    expect(done).toEqual(['open builder x', 'schema', 'remember builder x', 'schema']);
  });

  it('opens a component whose schema it knows when it is needed, once', async () => {
    const first = rig(undefined);
    await (await first.connection.open('builder', 'x')).schema();
    const { connection, done } = rig(first.kept());
    const builder = await connection.open('builder', 'x');
    const known = await builder.schema();
    expect(known).toEqual(schema);
    expect([...known.fields.keys()]).toEqual([...schema.fields.keys()]);
    expect(done).toEqual([]);
    await builder.prepare(config, settings);
    await builder.prepare(config, settings);
    const ui = {} as never;
    await builder.run({ signal: new AbortController().signal, ui }, async () => {});
    expect(done).toEqual(['open builder x schema-known', 'prepare', 'prepare', 'run']);
  });
});
