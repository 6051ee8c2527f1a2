import type { Artifact } from '../../../components/index.ts';
import { RemoteError } from '../../protocol.ts';
import type { GoLink } from '../link.ts';
import { errorOf, RpcClient, textOf, textsOf } from '../rpc.ts';

/** An artifact that lives in another process, served under an id of that side (plugin-protocol 4.9). */
export async function remoteArtifact(link: GoLink, id: number): Promise<Artifact> {
  return artifactOf(new RpcClient(await link.broker.dial(id)));
}

/** The artifact that a stream serves. */
export function artifactOf(rpc: RpcClient): Artifact {
  const text = async (method: string) => textOf(await rpc.call(`Artifact.${method}`, null));
  return {
    builderId: () => text('BuilderId'),
    id: () => text('Id'),
    text: () => text('String'),
    files: async () => textsOf(await rpc.call('Artifact.Files', null)),
    async state(name) {
      return (await rpc.call('Artifact.State', name)) ?? undefined;
    },
    async destroy() {
      const error = errorOf(await rpc.call('Artifact.Destroy', null));
      if (error !== undefined) throw new RemoteError(error);
    },
  };
}
