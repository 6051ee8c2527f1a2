import { remoteArtifact } from '../client/artifact.ts';
import { remoteUi } from '../client/ui.ts';
import type { Peer } from '../peer.ts';
import { wrongKind } from './component.ts';

/** Runs our post-processors for the other end. */
export function servePostProcessors(peer: Peer): void {
  peer.onRequest('post-processor/process', async (params, { signal }) => {
    const served = peer.components.get(params.integer('component'));
    if (served.kind !== 'post-processor') throw wrongKind('post-processor/process', served);
    const ui = remoteUi(peer, params.integer('ui'));
    const input = remoteArtifact(peer, params.integer('artifact'));
    const { artifact, keepInput } = await served.component.process({ signal, ui }, input);
    return {
      artifact: artifact === undefined ? null : peer.artifacts.refer(artifact),
      keepInput,
    };
  });
}
