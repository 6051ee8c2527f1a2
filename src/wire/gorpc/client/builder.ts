import type { Builder } from '../../../components/index.ts';
import { Unsigned } from '../msgpack/index.ts';
import { errorOf, fieldsOf, type RpcEndpoints, serveRpc, textsOf, wholeOf } from '../rpc.ts';
import { hookEndpoint } from '../server/hook.ts';
import { uiEndpoints } from '../server/ui.ts';
import { remoteArtifact } from './artifact.ts';
import { cancelWhenAborted, type RemoteService, remotePrepare, remoteSchema } from './component.ts';

/** A builder in another process (plugin-protocol 4.2). */
export function remoteBuilder(service: RemoteService): Builder {
  const { link, rpc } = service;
  return {
    schema: remoteSchema(service, 'builder'),
    async prepare(config, settings) {
      const reply = fieldsOf(await remotePrepare(service, 'builder', [config, settings]));
      const error = errorOf(reply.get('Error'));
      return {
        warnings: textsOf(reply.get('Warnings')),
        generatedVariables: textsOf(reply.get('GeneratedVars')),
        ...(error !== undefined && { error }),
      };
    },
    async run(context, hook) {
      const id = link.broker.allocate();
      const dialled = link.broker.accept(id);
      const endpoints: RpcEndpoints = new Map();
      uiEndpoints(endpoints, context.ui);
      endpoints.set('Hook', hookEndpoint(link, context, hook));
      const served = dialled.then((stream) => serveRpc(stream, endpoints));
      served.catch(() => {});
      const unwatch = cancelWhenAborted(context.signal, dialled, () =>
        rpc.call('Builder.Cancel', null),
      );
      try {
        const artifactId = wholeOf(await rpc.call('Builder.Run', new Unsigned(id)));
        return artifactId === 0 ? undefined : await remoteArtifact(link, artifactId);
      } finally {
        unwatch();
      }
    },
  };
}
