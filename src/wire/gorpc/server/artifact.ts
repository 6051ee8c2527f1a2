import type { Artifact } from '../../../components/index.ts';
import { type RpcEndpoint, textOf } from '../rpc.ts';

/** Serves an artifact (plugin-protocol 4.9). A failed Destroy travels as the error of the call. */
export function artifactEndpoint(artifact: Artifact): RpcEndpoint {
  return {
    BuilderId: () => artifact.builderId(),
    Files: async () => [...(await artifact.files())],
    Id: () => artifact.id(),
    String: () => artifact.text(),
    State: async (name) => artifact.state(textOf(name)),
    Destroy: async () => void (await artifact.destroy()),
  };
}
