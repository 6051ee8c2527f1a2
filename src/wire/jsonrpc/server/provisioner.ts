import { remoteCommunicator } from '../client/communicator.ts';
import { remoteUi } from '../client/ui.ts';
import { mapFromJson } from '../convert/data.ts';
import type { Peer } from '../peer.ts';
import { wrongKind } from './component.ts';

/** Runs our provisioners for the other end. */
export function serveProvisioners(peer: Peer): void {
  peer.onRequest('provisioner/provision', async (params, { signal }) => {
    const served = peer.components.get(params.integer('component'));
    if (served.kind !== 'provisioner') throw wrongKind('provisioner/provision', served);
    const ui = remoteUi(peer, params.integer('ui'));
    const communicator = remoteCommunicator(peer, params.integer('communicator'));
    const data = mapFromJson(params.optional('data'), params.place('data'));
    await served.component.provision({ signal, ui }, communicator, data);
    return null;
  });
}
