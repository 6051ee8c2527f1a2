// Our own protocol: JSON-RPC 2.0 and raw bytes over one stream (docs/protocol.md).
import type { ByteStream } from '../../base/index.ts';
import type { ComponentKind, ComponentKinds, ComponentLookup } from '../../components/index.ts';
import {
  ConnectionClosed,
  type ConnectOptions,
  type RemoteComponents,
  type WireProtocol,
} from '../protocol.ts';
import { RemoteBuilder } from './client/builder.ts';
import { RemoteDatasource } from './client/datasource.ts';
import { RemotePostProcessor } from './client/post-processor.ts';
import { RemoteProvisioner } from './client/provisioner.ts';
import { Peer } from './peer.ts';
import { serveArtifacts } from './server/artifact.ts';
import { serveBuilders } from './server/builder.ts';
import { serveCommunicators } from './server/communicator.ts';
import { serveComponents } from './server/component.ts';
import { serveDatasources } from './server/datasource.ts';
import { serveHooks } from './server/hook.ts';
import { servePostProcessors } from './server/post-processor.ts';
import { serveProvisioners } from './server/provisioner.ts';
import { serveUis } from './server/ui.ts';

type Clients = {
  readonly [K in ComponentKind]: new (
    peer: Peer,
    number: number,
  ) => ComponentKinds[K];
};
const clients: Clients = {
  builder: RemoteBuilder,
  provisioner: RemoteProvisioner,
  'post-processor': RemotePostProcessor,
  datasource: RemoteDatasource,
};

function connect(stream: ByteStream, options?: ConnectOptions): RemoteComponents {
  const peer = new Peer(stream, 'host', options);
  // What the components over there call back.
  serveUis(peer);
  serveHooks(peer);
  serveCommunicators(peer);
  serveArtifacts(peer);
  return {
    async open(kind, name) {
      const answer = await peer.ask('component/open', { kind, name });
      return new clients[kind](peer, answer.integer('component'));
    },
    async ping() {
      await peer.request('ping', {});
    },
    [Symbol.asyncDispose]: () => peer.close(),
  };
}

async function serve(stream: ByteStream, components: ComponentLookup): Promise<void> {
  const peer = new Peer(stream, 'plugin');
  serveComponents(peer, components);
  serveBuilders(peer);
  serveProvisioners(peer);
  servePostProcessors(peer);
  serveDatasources(peer);
  // What the host calls of the objects our components hand out.
  serveUis(peer);
  serveCommunicators(peer);
  serveArtifacts(peer);
  await peer.closed;
  await peer.idle();
  await stream.sink.close().catch(() => {});
  if (!(peer.failure instanceof ConnectionClosed)) throw peer.failure;
}

/** JSON-RPC 2.0 over one stream, with raw bytes beside the messages. */
export const jsonRpc: WireProtocol = { name: 'jsonrpc', connect, serve };
