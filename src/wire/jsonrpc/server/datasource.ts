import { remoteUi } from '../client/ui.ts';
import { schemaToJson } from '../../schema-json.ts';
import { valueToJson } from '../../cty-json/index.ts';
import type { Peer } from '../peer.ts';
import { wrongKind } from './component.ts';

/** Reads our data sources for the other end. */
export function serveDatasources(peer: Peer): void {
  const find = (number: number, method: string) => {
    const served = peer.components.get(number);
    if (served.kind !== 'datasource') throw wrongKind(method, served);
    return served.component;
  };
  peer.onRequest('datasource/output-schema', async (params) => {
    const datasource = find(params.integer('component'), 'datasource/output-schema');
    return schemaToJson(await datasource.outputSchema());
  });
  peer.onRequest('datasource/read', async (params, { signal }) => {
    const datasource = find(params.integer('component'), 'datasource/read');
    const ui = remoteUi(peer, params.integer('ui'));
    return valueToJson(await datasource.read({ signal, ui }));
  });
}
