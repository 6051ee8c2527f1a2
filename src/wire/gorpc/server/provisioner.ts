import type { Provisioner } from '../../../components/index.ts';
import { remoteCommunicator } from '../client/communicator.ts';
import { remoteUi } from '../client/ui.ts';
import type { GoLink } from '../link.ts';
import { fieldsOf, RpcClient, type RpcEndpoint, wholeOf } from '../rpc.ts';
import { configSpecMethod, prepareWith } from './component.ts';

/** Serves a provisioner to a host (plugin-protocol 4.3). */
export function provisionerEndpoint(link: GoLink, provisioner: Provisioner): RpcEndpoint {
  const cancelled = new AbortController();
  return {
    ConfigSpec: configSpecMethod(link, provisioner),
    Prepare: async (argument) => {
      const { error } = await prepareWith(provisioner, 'provisioner', argument);
      if (error !== undefined) throw new Error(error);
      return undefined;
    },
    Provision: async (argument) => {
      const fields = fieldsOf(argument);
      const rpc = new RpcClient(await link.broker.dial(wholeOf(fields.get('StreamID'))));
      try {
        const context = { signal: cancelled.signal, ui: remoteUi(rpc) };
        const data = fieldsOf(fields.get('GeneratedData'));
        await provisioner.provision(context, remoteCommunicator(link, rpc), data);
        return undefined;
      } finally {
        await rpc.close();
      }
    },
    Cancel: async () => {
      cancelled.abort(new Error('context canceled'));
      return undefined;
    },
  };
}
