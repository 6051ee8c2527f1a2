import type { KeepInput, PostProcessor } from '../../../components/index.ts';
import { RemoteError } from '../../protocol.ts';
import { Unsigned } from '../msgpack/index.ts';
import { errorOf, fieldsOf, type RpcEndpoints, serveRpc, wholeOf } from '../rpc.ts';
import { artifactEndpoint } from '../server/artifact.ts';
import { uiEndpoints } from '../server/ui.ts';
import { remoteArtifact } from './artifact.ts';
import {
  cancelWhenAborted,
  type RemoteService,
  preparedOrRefused,
  remotePrepare,
  remoteSchema,
} from './component.ts';

/** A post-processor in another process (plugin-protocol 4.4). */
export function remotePostProcessor(service: RemoteService): PostProcessor {
  const { link, rpc } = service;
  return {
    schema: remoteSchema(service, 'post-processor'),
    prepare: (config, settings) =>
      preparedOrRefused(remotePrepare(service, 'post-processor', [config, settings])),
    async process(context, input) {
      const id = link.broker.allocate();
      const dialled = link.broker.accept(id);
      const endpoints: RpcEndpoints = new Map([['Artifact', artifactEndpoint(input)]]);
      uiEndpoints(endpoints, context.ui);
      // Served for as long as the plugin keeps the stream: an output that is the input calls back here.
      dialled.then((stream) => serveRpc(stream, endpoints)).catch(() => {});
      const unwatch = cancelWhenAborted(context.signal, dialled, () =>
        rpc.call('PostProcessor.Cancel', null),
      );
      try {
        const reply = fieldsOf(await rpc.call('PostProcessor.PostProcess', new Unsigned(id)));
        const error = errorOf(reply.get('Err'));
        if (error !== undefined) throw new RemoteError(error);
        const artifactId = wholeOf(reply.get('StreamId'));
        return {
          artifact: artifactId === 0 ? undefined : await remoteArtifact(link, artifactId),
          keepInput: keepInput(reply.get('Keep') === true, reply.get('ForceOverride') === true),
        };
      } finally {
        unwatch();
      }
    },
  };
}

function keepInput(keep: boolean, force: boolean): KeepInput {
  if (!keep) return 'discard';
  return force ? 'always' : 'unless-told-otherwise';
}
