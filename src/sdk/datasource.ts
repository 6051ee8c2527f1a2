import type { Datasource } from '../components/index.ts';
import { componentSchema } from './config/component-schema.ts';
import type { ConfigShape } from './config/decode.ts';
import { type Option, readOptions } from './config/option.ts';
import { objectValue } from './config/plain-value.ts';
import {
  blueprint,
  type Call,
  type ComponentFactory,
  configured,
  type Definition,
} from './configured.ts';

/** How a data source works. */
export interface DatasourceDefinition<Config, Output extends object> extends Definition<Config> {
  /** A zod object with one entry per value that templates can use. */
  readonly output: ConfigShape<Output>;
  /** Reads the values. */
  read(call: Call<Config>): Promise<NoInfer<Output>>;
}

/** Defines a data source. */
export function datasource<Config, Output extends object>(
  definition: DatasourceDefinition<Config, Output>,
): ComponentFactory<Datasource> {
  const plan = blueprint(definition, { buildValues: false });
  let outputs: ReadonlyMap<string, Option> | undefined;
  const output = () => {
    outputs ??= readOptions(definition.output);
    return outputs;
  };
  return {
    create: (host) => {
      const { schema, prepare, call } = configured(definition, plan, host);
      return {
        schema,
        prepare,
        outputSchema: async () => componentSchema(output()),
        read: async (context) => objectValue(await definition.read(call(context)), output()),
      };
    },
  };
}
