import type { ProvisionHook } from '../../../components/index.ts';
import { mapToJson } from '../convert/data.ts';
import type { Peer } from '../peer.ts';

/** The hook behind a number: our own again, or the one of the other end. */
export function remoteHook(peer: Peer, number: number): ProvisionHook {
  const hook: ProvisionHook = async (name, context, communicator, data) => {
    const ui = peer.uis.refer(context.ui);
    const lent = communicator === undefined ? null : peer.communicators.refer(communicator);
    try {
      const params = { hook: number, name, ui, communicator: lent, data: mapToJson(data) };
      await peer.request('hook/run', params, context.signal);
    } finally {
      peer.uis.release(ui);
      if (lent !== null) peer.communicators.release(lent);
    }
  };
  return peer.hooks.resolve(number, () => hook);
}
