import type { Provisioner } from '../../../components/index.ts';
import { Unsigned } from '../msgpack/index.ts';
import { type RpcEndpoints, serveRpc } from '../rpc.ts';
import { communicatorEndpoint } from '../server/communicator.ts';
import { uiEndpoints } from '../server/ui.ts';
import {
  cancelWhenAborted,
  type RemoteService,
  preparedOrRefused,
  remotePrepare,
  remoteSchema,
} from './component.ts';

/** A provisioner in another process (plugin-protocol 4.3). */
export function remoteProvisioner(service: RemoteService): Provisioner {
  const { link, rpc } = service;
  return {
    schema: remoteSchema(service, 'provisioner'),
    prepare: (config, settings) =>
      preparedOrRefused(remotePrepare(service, 'provisioner', [config, settings])),
    async provision(context, communicator, data) {
      const id = link.broker.allocate();
      const dialled = link.broker.accept(id);
      const gone = new AbortController();
      const endpoints: RpcEndpoints = new Map();
      uiEndpoints(endpoints, context.ui);
      endpoints.set('Communicator', communicatorEndpoint(link, communicator, gone.signal));
      const served = dialled.then((stream) => serveRpc(stream, endpoints));
      served.catch(() => {}).finally(() => gone.abort());
      const unwatch = cancelWhenAborted(context.signal, dialled, () =>
        rpc.call('Provisioner.Cancel', null),
      );
      try {
        await rpc.call('Provisioner.Provision', {
          GeneratedData: data,
          StreamID: new Unsigned(id),
        });
      } finally {
        unwatch();
      }
    },
  };
}
