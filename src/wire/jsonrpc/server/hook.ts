import { remoteCommunicator } from '../client/communicator.ts';
import { remoteUi } from '../client/ui.ts';
import { mapFromJson } from '../convert/data.ts';
import { hookNames } from '../messages.ts';
import type { Peer } from '../peer.ts';

/** Runs our hooks for the other end. */
export function serveHooks(peer: Peer): void {
  peer.onRequest('hook/run', async (params, { signal }) => {
    const hook = peer.hooks.get(params.integer('hook'));
    const name = hookNames.find((known) => known === params.string('name'));
    if (name === undefined) return null;
    const ui = remoteUi(peer, params.integer('ui'));
    const number = params.optionalInteger('communicator');
    const communicator = number === undefined ? undefined : remoteCommunicator(peer, number);
    const data = mapFromJson(params.optional('data'), params.place('data'));
    await hook(name, { signal, ui }, communicator, data);
    return null;
  });
}
