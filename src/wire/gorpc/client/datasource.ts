import type { Datasource } from '../../../components/index.ts';
import { RemoteError } from '../../protocol.ts';
import { schemaFromWire, valueFromWire } from '../convert.ts';
import { errorOf, fieldsOf } from '../rpc.ts';
import { type RemoteService, preparedOrRefused, remotePrepare, remoteSchema } from './component.ts';

/** A data source in another process (plugin-protocol 4.5). It cannot be cancelled. */
export function remoteDatasource(service: RemoteService): Datasource {
  const { link, rpc } = service;
  return {
    schema: remoteSchema(service, 'datasource'),
    prepare: (config, settings) =>
      preparedOrRefused(remotePrepare(service, 'datasource', [config, settings]), (reply) =>
        errorOf(fieldsOf(reply).get('Error')),
      ),
    async outputSchema() {
      const reply = fieldsOf(await rpc.call('Datasource.OutputSpec', null));
      return schemaFromWire(link, reply.get('OutputSpec'));
    },
    async read(context) {
      context.signal.throwIfAborted();
      const reply = fieldsOf(await rpc.call('Datasource.Execute', null));
      const error = errorOf(reply.get('Error'));
      if (error !== undefined) throw new RemoteError(error);
      return valueFromWire(link, reply.get('Value'));
    },
  };
}
