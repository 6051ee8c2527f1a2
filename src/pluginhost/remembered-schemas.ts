import { once } from '../base/index.ts';
import type {
  Builder,
  Component,
  ComponentKind,
  ComponentKinds,
  ComponentSchema,
  Datasource,
  PostProcessor,
  Provisioner,
} from '../components/index.ts';
import { loadSchemaText } from '../wire/index.ts';
import type { PluginConnection } from './connection.ts';

/** Where the schemas of one plugin's components are kept from run to run, as texts. */
export interface SchemaMemory {
  /** Undefined where nothing is kept that can be trusted. */
  recall(kind: ComponentKind, name: string): Promise<string | undefined>;
  /** Never rejects. */
  remember(kind: ComponentKind, name: string, text: string): Promise<void>;
}

/**
 * The connection, asked for each schema only if nobody remembers it. A component whose schema is
 * known is opened when something else is wanted of it.
 */
export function withRememberedSchemas(
  connection: PluginConnection,
  memory: SchemaMemory,
): PluginConnection {
  const kept = new Map<string, Promise<void>>();
  const keep = async (kind: ComponentKind, name: string, schema: ComponentSchema) => {
    const key = `${kind} ${name}`;
    if (!kept.has(key))
      kept.set(
        key,
        written(schema).then((text) => memory.remember(kind, name, text)),
      );
    await kept.get(key)?.catch(() => {});
  };
  return {
    exited: connection.exited,
    ping: () => connection.ping(),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
    async open(kind, name) {
      const known = await recalled(memory, kind, name);
      if (known !== undefined)
        return lazily(
          kind,
          known,
          once(() => connection.open(kind, name, 'schema-known')),
        );
      const component = await connection.open(kind, name);
      return {
        ...component,
        async schema() {
          const schema = await component.schema();
          await keep(kind, name, schema);
          return schema;
        },
      };
    },
  };
}

async function written(schema: ComponentSchema): Promise<string> {
  return (await loadSchemaText()).write(schema);
}

/** What is remembered; a text that is no schema counts as nothing. */
async function recalled(
  memory: SchemaMemory,
  kind: ComponentKind,
  name: string,
): Promise<ComponentSchema | undefined> {
  const text = await memory.recall(kind, name);
  if (text === undefined) return undefined;
  try {
    return (await loadSchemaText()).read(text);
  } catch {
    return undefined;
  }
}

type Lazy = {
  readonly [K in ComponentKind]: (
    common: Component,
    opened: () => Promise<ComponentKinds[K]>,
  ) => ComponentKinds[K];
};

const lazy: Lazy = {
  builder: (common, opened): Builder => ({
    ...common,
    run: async (context, hook) => (await opened()).run(context, hook),
  }),
  provisioner: (common, opened): Provisioner => ({
    ...common,
    provision: async (context, communicator, data) =>
      (await opened()).provision(context, communicator, data),
  }),
  'post-processor': (common, opened): PostProcessor => ({
    ...common,
    process: async (context, input) => (await opened()).process(context, input),
  }),
  datasource: (common, opened): Datasource => ({
    ...common,
    outputSchema: async () => (await opened()).outputSchema(),
    read: async (context) => (await opened()).read(context),
  }),
};

/** A component that is opened with the first call that needs it. */
function lazily<K extends ComponentKind>(
  kind: K,
  schema: ComponentSchema,
  opened: () => Promise<ComponentKinds[K]>,
): ComponentKinds[K] {
  const common: Component = {
    schema: () => Promise.resolve(schema),
    prepare: async (config, settings) => (await opened()).prepare(config, settings),
  };
  return lazy[kind](common, opened);
}
