import type { ByteStream } from '../../base/index.ts';
import type { ComponentKind, ComponentKinds, ComponentLookup } from '../../components/index.ts';
import {
  type ConnectOptions,
  ProtocolError,
  type RemoteComponents,
  type WireProtocol,
} from '../protocol.ts';
import { Broker, type Timers } from './broker.ts';
import { remoteBuilder } from './client/builder.ts';
import { endpointOf, type RemoteService } from './client/component.ts';
import { remoteDatasource } from './client/datasource.ts';
import { remotePostProcessor } from './client/post-processor.ts';
import { remoteProvisioner } from './client/provisioner.ts';
import type { GoLink } from './link.ts';
import { RpcClient, type RpcEndpoint, serveRpc } from './rpc.ts';
import { builderEndpoint } from './server/builder.ts';
import { datasourceEndpoint } from './server/datasource.ts';
import { postProcessorEndpoint } from './server/post-processor.ts';
import { provisionerEndpoint } from './server/provisioner.ts';
import { YamuxSession } from './yamux/index.ts';

export type { Timers } from './broker.ts';

/** How one connection of the Go wire is set up; both ends know it from the command line. */
export interface GoRpcOptions {
  readonly encoding: 'gob' | 'protobuf';
  readonly timers: Timers;
  /** The serving end: the one component this process was started for. */
  readonly serves?: { readonly kind: ComponentKind; readonly name: string };
}

/**
 * What Go plugins speak: net/rpc over MessagePack over yamux (plugin-protocol 2 to 5). One connection
 * carries one component, whatever name is opened.
 */
export function goRpc(options: GoRpcOptions): WireProtocol {
  return {
    name: 'gorpc',
    connect: (stream, { ended } = {}) => connect(stream, options, ended),
    serve: (stream, components) => serve(stream, components, options),
  };
}

function connect(
  stream: ByteStream,
  { encoding, timers }: GoRpcOptions,
  ended: ConnectOptions['ended'],
): RemoteComponents {
  const session = new YamuxSession(renamed(stream, ended), 'client');
  const link: GoLink = { broker: new Broker(session, timers), encoding };
  const service = link.broker
    .dial(0)
    .then((main): RemoteService => ({ link, rpc: new RpcClient(main) }));
  service.catch(() => {});
  return {
    async open<K extends ComponentKind>(kind: K): Promise<ComponentKinds[K]> {
      return clients[kind](await service);
    },
    async ping() {
      await service;
    },
    async [Symbol.asyncDispose]() {
      await service.then(({ rpc }) => rpc.close()).catch(() => {});
      await session.close();
    },
  };
}

/** The stream, with what breaks it named by whoever knows the plugin. */
function renamed(stream: ByteStream, ended: ConnectOptions['ended']): ByteStream {
  if (!ended) return stream;
  async function* source() {
    try {
      yield* stream.source;
    } catch (error) {
      throw ended?.(error) ?? error;
    }
  }
  return { source: source(), sink: stream.sink };
}

const clients: { readonly [K in ComponentKind]: (service: RemoteService) => ComponentKinds[K] } = {
  builder: remoteBuilder,
  provisioner: remoteProvisioner,
  'post-processor': remotePostProcessor,
  datasource: remoteDatasource,
};

async function serve(
  stream: ByteStream,
  components: ComponentLookup,
  { encoding, timers, serves }: GoRpcOptions,
): Promise<void> {
  if (!serves) throw new ProtocolError('a Go host starts a plugin for one component');
  const session = new YamuxSession(stream, 'server');
  const link: GoLink = { broker: new Broker(session, timers), encoding };
  const endpoint = await endpointFor(link, components, serves);
  const main = await link.broker.accept(0);
  await serveRpc(main, new Map([[endpointOf[serves.kind], endpoint]]));
  await session.close();
}

async function endpointFor(
  link: GoLink,
  components: ComponentLookup,
  { kind, name }: { readonly kind: ComponentKind; readonly name: string },
): Promise<RpcEndpoint> {
  switch (kind) {
    case 'builder':
      return builderEndpoint(link, known(await components.find(kind, name), kind, name));
    case 'provisioner':
      return provisionerEndpoint(link, known(await components.find(kind, name), kind, name));
    case 'post-processor':
      return postProcessorEndpoint(link, known(await components.find(kind, name), kind, name));
    case 'datasource':
      return datasourceEndpoint(link, known(await components.find(kind, name), kind, name));
  }
}

function known<T>(component: T | undefined, kind: ComponentKind, name: string): T {
  if (component === undefined) throw new ProtocolError(`there is no ${kind} ${name}`);
  return component;
}
