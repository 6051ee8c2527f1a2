import type { Builder } from '../../../components/index.ts';
import { remoteHook } from '../client/hook.ts';
import { remoteUi } from '../client/ui.ts';
import type { GoLink } from '../link.ts';
import { Unsigned } from '../msgpack/index.ts';
import { RpcClient, type RpcEndpoint, wholeOf } from '../rpc.ts';
import { configSpecMethod, errorField, offerArtifact, prepareWith } from './component.ts';

/** Serves a builder to a host (plugin-protocol 4.2). */
export function builderEndpoint(link: GoLink, builder: Builder): RpcEndpoint {
  const cancelled = new AbortController();
  return {
    ConfigSpec: configSpecMethod(link, builder),
    Prepare: async (argument) => {
      const prepared = await prepareWith(builder, 'builder', argument);
      return {
        GeneratedVars: [...prepared.generatedVariables],
        Warnings: [...prepared.warnings],
        Error: errorField(prepared.error),
      };
    },
    Run: async (id) => {
      const rpc = new RpcClient(await link.broker.dial(wholeOf(id)));
      try {
        const context = { signal: cancelled.signal, ui: remoteUi(rpc) };
        const artifact = await builder.run(context, remoteHook(link, rpc));
        return new Unsigned(offerArtifact(link, artifact));
      } finally {
        await rpc.close();
      }
    },
    Cancel: async () => {
      cancelled.abort(new Error('context canceled'));
      return undefined;
    },
  };
}
