import type { HookName, ProvisionHook, RunContext } from '../../../components/index.ts';
import { remoteCommunicator } from '../client/communicator.ts';
import type { GoLink } from '../link.ts';
import { fieldsOf, RpcClient, type RpcEndpoint, textOf, wholeOf } from '../rpc.ts';

const hookNames: readonly HookName[] = ['packer_provision', 'packer_cleanup_provision'];

/**
 * Serves the hook to a builder (plugin-protocol 4.6). Messages of provisioners go to our own Ui
 * directly, not through the builder's.
 */
export function hookEndpoint(link: GoLink, context: RunContext, hook: ProvisionHook): RpcEndpoint {
  const running = new Set<AbortController>();
  return {
    Run: async (argument) => {
      const fields = fieldsOf(argument);
      const name = hookNames.find((known) => known === textOf(fields.get('Name')));
      const rpc = new RpcClient(await link.broker.dial(wholeOf(fields.get('StreamId'))));
      const cancelled = new AbortController();
      running.add(cancelled);
      try {
        if (!name) return undefined;
        const signal = cancelled.signal;
        const data = fieldsOf(fields.get('Data'));
        await hook(name, { signal, ui: context.ui }, remoteCommunicator(link, rpc), data);
        return undefined;
      } finally {
        running.delete(cancelled);
        await rpc.close();
      }
    },
    Cancel: async () => {
      for (const each of running) each.abort(new Error('context canceled'));
      return undefined;
    },
  };
}
