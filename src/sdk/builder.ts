import type { Artifact, Builder, ProvisionHook } from '../components/index.ts';
import {
  blueprint,
  type Call,
  type ComponentFactory,
  configured,
  type Definition,
} from './configured.ts';

/** How a builder works. */
export interface BuilderDefinition<Config> extends Definition<Config> {
  /** Makes a machine, calls the hook once it can be reached, and makes an artifact of it. */
  run(call: Call<Config>, hook: ProvisionHook): Promise<Artifact | undefined>;
}

/** Defines a builder. */
export function builder<Config>(definition: BuilderDefinition<Config>): ComponentFactory<Builder> {
  const plan = blueprint(definition, { buildValues: false });
  return {
    create: (host) => {
      const { schema, prepare, call } = configured(definition, plan, host);
      return {
        schema,
        prepare,
        run: async (context, hook) => definition.run(call(context), hook),
      };
    },
  };
}
