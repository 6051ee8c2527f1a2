import type { Datasource } from '../../../components/index.ts';
import { schemaToWire, valueToWire } from '../convert.ts';
import type { GoLink } from '../link.ts';
import type { RpcEndpoint } from '../rpc.ts';
import { configSpecMethod, errorField, prepareWith } from './component.ts';
import { silentUi } from './silent-ui.ts';

/** Serves a data source to a host (plugin-protocol 4.5). It has no Ui and cannot be cancelled. */
export function datasourceEndpoint(link: GoLink, datasource: Datasource): RpcEndpoint {
  return {
    ConfigSpec: configSpecMethod(link, datasource),
    Configure: async (argument) => {
      const { error } = await prepareWith(datasource, 'datasource', argument);
      if (error !== undefined) throw new Error(error);
      return { Error: errorField(undefined) };
    },
    OutputSpec: async () => ({ OutputSpec: schemaToWire(link, await datasource.outputSchema()) }),
    Execute: async () => {
      const context = { signal: new AbortController().signal, ui: silentUi };
      return { Value: valueToWire(link, await datasource.read(context)), Error: null };
    },
    Cancel: async () => undefined,
  };
}
