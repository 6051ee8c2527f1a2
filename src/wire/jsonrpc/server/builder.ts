import { remoteHook } from '../client/hook.ts';
import { remoteUi } from '../client/ui.ts';
import type { Peer } from '../peer.ts';
import { wrongKind } from './component.ts';

/** Runs our builders for the other end. */
export function serveBuilders(peer: Peer): void {
  peer.onRequest('builder/run', async (params, { signal }) => {
    const served = peer.components.get(params.integer('component'));
    if (served.kind !== 'builder') throw wrongKind('builder/run', served);
    const ui = remoteUi(peer, params.integer('ui'));
    const hook = remoteHook(peer, params.integer('hook'));
    const artifact = await served.component.run({ signal, ui }, hook);
    return { artifact: artifact === undefined ? null : peer.artifacts.refer(artifact) };
  });
}
