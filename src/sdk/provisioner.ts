import type { DataMap, Provisioner } from '../components/index.ts';
import {
  blueprint,
  type Call,
  type ComponentFactory,
  configured,
  type Definition,
} from './configured.ts';
import { type Machine, machine } from './machine.ts';

/** How a provisioner works. */
export interface ProvisionerDefinition<Config> extends Definition<Config> {
  /** Changes the machine. `data` holds the `build.*` values. */
  provision(call: Call<Config>, machine: Machine, data: DataMap): Promise<void>;
}

/** Defines a provisioner. */
export function provisioner<Config>(
  definition: ProvisionerDefinition<Config>,
): ComponentFactory<Provisioner> {
  const plan = blueprint(definition, { buildValues: true });
  return {
    create: (host) => {
      const { schema, prepare, call } = configured(definition, plan, host);
      return {
        schema,
        prepare,
        provision: async (context, communicator, data) =>
          definition.provision(call(context), machine(communicator), data),
      };
    },
  };
}
