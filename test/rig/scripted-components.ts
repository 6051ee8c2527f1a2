import type {
  Artifact,
  ComponentConfig,
  ComponentKinds,
  ComponentLookup,
  ComponentSchema,
  Data,
  DataMap,
  RunContext,
} from '../../src/components/index.ts';
import {
  boolType,
  listOf,
  mapOf,
  number,
  numberType,
  object,
  objectOf,
  string,
  stringType,
  type Value,
} from '../../src/values/index.ts';

/** What a test wants its components to do; everything left out does something harmless. */
export interface Script {
  prepared?(config: ComponentConfig): void | Promise<void>;
  build?(...args: Parameters<ComponentKinds['builder']['run']>): Promise<Artifact | undefined>;
  provision?(...args: Parameters<ComponentKinds['provisioner']['provision']>): Promise<void>;
  process?(
    ...args: Parameters<ComponentKinds['post-processor']['process']>
  ): ReturnType<ComponentKinds['post-processor']['process']>;
  read?(context: RunContext): Promise<Value>;
}

export const schema: ComponentSchema = {
  kind: 'object',
  fields: new Map([
    [
      'name',
      {
        kind: 'attribute',
        name: 'name',
        type: stringType,
        required: true,
        description: 'Whom to greet',
      },
    ],
    [
      'labels',
      {
        kind: 'attribute',
        name: 'labels',
        type: mapOf(listOf(numberType)),
        required: false,
        sensitive: true,
      },
    ],
    [
      'disk',
      {
        kind: 'block-list',
        typeName: 'disk',
        minItems: 0,
        maxItems: 2,
        nested: {
          kind: 'object',
          fields: new Map([
            [
              'shape',
              {
                kind: 'attribute',
                name: 'shape',
                type: objectOf([
                  ['size', numberType],
                  ['thin', boolType],
                ]),
                required: false,
              },
            ],
          ]),
        },
      },
    ],
    [
      'size',
      {
        kind: 'default',
        primary: { kind: 'attribute', name: 'size', type: numberType, required: false },
        fallback: { kind: 'literal', value: number(12) },
      },
    ],
  ]),
};

/** An artifact of given data that writes down what happens to it. */
export function scriptedArtifact(
  name: string,
  state: DataMap = new Map(),
): Artifact & { readonly destroyed: string[] } {
  const destroyed: string[] = [];
  return {
    destroyed,
    builderId: async () => 'test.builder',
    files: async () => [`${name}.img`, `${name}.json`],
    id: async () => name,
    text: async () => `made ${name}`,
    state: async (key): Promise<Data | undefined> => state.get(key),
    async destroy() {
      destroyed.push(name);
    },
  };
}

/** A lookup with one component of each kind, all named `scripted`. */
export function scriptedComponents(script: Script = {}): ComponentLookup {
  const common = {
    schema: async () => schema,
    async prepare(config: ComponentConfig) {
      await script.prepared?.(config);
      const { body } = config;
      const refused = body instanceof Map ? body.has('refuse') : false;
      return {
        warnings: ['this is a test'],
        ...(refused ? { error: 'refused for the test' } : {}),
        generatedVariables: ['Flavour'],
      };
    },
  };
  const components: ComponentKinds = {
    builder: { ...common, run: script.build ?? (async () => scriptedArtifact('box')) },
    provisioner: { ...common, provision: script.provision ?? (async () => {}) },
    'post-processor': {
      ...common,
      process:
        script.process ?? (async (_context, artifact) => ({ artifact, keepInput: 'discard' })),
    },
    datasource: {
      ...common,
      outputSchema: async () => schema,
      read: script.read ?? (async () => object([['name', string('read')]])),
    },
  };
  return {
    find: async (kind, name) => (name === 'scripted' ? components[kind] : undefined),
    has: async (_, name) => name === 'scripted',
    names: async () => ['scripted'],
  };
}
