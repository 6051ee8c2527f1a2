import { messageOf } from '../../../base/index.ts';
import type { Artifact, PostProcessor } from '../../../components/index.ts';
import { artifactOf } from '../client/artifact.ts';
import { remoteUi } from '../client/ui.ts';
import type { GoLink } from '../link.ts';
import { Unsigned } from '../msgpack/index.ts';
import { RpcClient, type RpcEndpoint, wholeOf } from '../rpc.ts';
import { configSpecMethod, errorField, offerArtifact, prepareWith } from './component.ts';

/** Serves a post-processor to a host (plugin-protocol 4.4). */
export function postProcessorEndpoint(link: GoLink, postProcessor: PostProcessor): RpcEndpoint {
  const cancelled = new AbortController();
  return {
    ConfigSpec: configSpecMethod(link, postProcessor),
    Configure: async (argument) => {
      const { error } = await prepareWith(postProcessor, 'post-processor', argument);
      if (error !== undefined) throw new Error(error);
      return undefined;
    },
    PostProcess: async (id) => {
      const rpc = new RpcClient(await link.broker.dial(wholeOf(id)));
      const input = artifactOf(rpc);
      let output: Artifact | undefined;
      try {
        const context = { signal: cancelled.signal, ui: remoteUi(rpc) };
        const done = await postProcessor.process(context, input);
        output = done.artifact;
        return {
          Err: null,
          Keep: done.keepInput !== 'discard',
          ForceOverride: done.keepInput === 'always',
          StreamId: new Unsigned(offerArtifact(link, output)),
        };
      } catch (error) {
        const words = messageOf(error);
        return {
          Err: errorField(words),
          Keep: false,
          ForceOverride: false,
          StreamId: new Unsigned(0),
        };
      } finally {
        // An output that is the input calls back over this stream for as long as the run lasts.
        if (output !== input) await rpc.close();
      }
    },
    Cancel: async () => {
      cancelled.abort(new Error('context canceled'));
      return undefined;
    },
  };
}
