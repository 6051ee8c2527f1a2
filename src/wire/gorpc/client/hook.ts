import type { ProvisionHook } from '../../../components/index.ts';
import type { GoLink } from '../link.ts';
import { Unsigned } from '../msgpack/index.ts';
import { type RpcClient, type RpcEndpoints, serveRpc } from '../rpc.ts';
import { communicatorEndpoint } from '../server/communicator.ts';
import { uiEndpoints } from '../server/ui.ts';
import { cancelWhenAborted } from './component.ts';

/** The host's hook, seen from a builder in a plugin (plugin-protocol 4.6). */
export function remoteHook(link: GoLink, rpc: RpcClient): ProvisionHook {
  return async (name, context, communicator, data) => {
    const id = link.broker.allocate();
    const dialled = link.broker.accept(id);
    const gone = new AbortController();
    const endpoints: RpcEndpoints = new Map();
    uiEndpoints(endpoints, context.ui);
    if (communicator)
      endpoints.set('Communicator', communicatorEndpoint(link, communicator, gone.signal));
    const served = dialled.then((stream) => serveRpc(stream, endpoints));
    served.catch(() => {}).finally(() => gone.abort());
    const unwatch = cancelWhenAborted(context.signal, dialled, () => rpc.call('Hook.Cancel', null));
    try {
      await rpc.call('Hook.Run', { Name: name, Data: data, StreamId: new Unsigned(id) });
    } finally {
      unwatch();
    }
  };
}
