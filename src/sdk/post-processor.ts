import type { Artifact, DataMap, PostProcessed, PostProcessor } from '../components/index.ts';
import {
  blueprint,
  type Call,
  type ComponentFactory,
  configured,
  type Definition,
} from './configured.ts';

/** How a post-processor works. */
export interface PostProcessorDefinition<Config> extends Definition<Config> {
  /** Makes something of the artifact. `data` holds the `build.*` values the artifact knows. */
  process(call: Call<Config>, input: Artifact, data: DataMap): Promise<PostProcessed>;
}

/** The `build.*` values that an artifact hands on; empty if it has none. */
export async function generatedDataOf(artifact: Artifact): Promise<DataMap> {
  const data = await artifact.state('generated_data');
  return data instanceof Map ? data : new Map();
}

/** Defines a post-processor. */
export function postProcessor<Config>(
  definition: PostProcessorDefinition<Config>,
): ComponentFactory<PostProcessor> {
  const plan = blueprint(definition, { buildValues: true });
  return {
    create: (host) => {
      const { schema, prepare, call } = configured(definition, plan, host);
      return {
        schema,
        prepare,
        process: async (context, input) =>
          definition.process(call(context), input, await generatedDataOf(input)),
      };
    },
  };
}
