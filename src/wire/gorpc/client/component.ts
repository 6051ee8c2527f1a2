import type {
  BuildSettings,
  Component,
  ComponentConfig,
  ComponentKind,
  ComponentSchema,
  Data,
  Prepared,
} from '../../../components/index.ts';
import { RemoteError } from '../../protocol.ts';
import { configsOf, schemaFromWire } from '../convert.ts';
import type { GoLink } from '../link.ts';
import { fieldsOf, type RpcClient } from '../rpc.ts';

/** The service of a component's process: which calls go where. */
export interface RemoteService {
  readonly link: GoLink;
  /** Calls on broker id 0. */
  readonly rpc: RpcClient;
}

/** Endpoint names of the kinds (plugin-protocol 4.1). */
export const endpointOf: Readonly<Record<ComponentKind, string>> = {
  builder: 'Builder',
  provisioner: 'Provisioner',
  'post-processor': 'PostProcessor',
  datasource: 'Datasource',
};

/** The schema of the component; asked once, specs are static. */
export function remoteSchema(service: RemoteService, kind: ComponentKind): Component['schema'] {
  let asked: Promise<ComponentSchema> | undefined;
  const ask = async () => {
    const reply = await service.rpc.call(`${endpointOf[kind]}.ConfigSpec`, null);
    return schemaFromWire(service.link, fieldsOf(reply).get('ConfigSpec'));
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}

/** Calls Prepare or Configure with a configuration. */
export async function remotePrepare(
  service: RemoteService,
  kind: ComponentKind,
  [config, settings]: readonly [ComponentConfig, BuildSettings],
): Promise<Data> {
  const method = kind === 'builder' || kind === 'provisioner' ? 'Prepare' : 'Configure';
  const configs = configsOf(kind, config, settings);
  return service.rpc.call(`${endpointOf[kind]}.${method}`, { Configs: configs });
}

/** Prepares a component that has nothing to say but what is wrong: with the call, or in the reply. */
export async function preparedOrRefused(
  call: Promise<Data>,
  refusal: (reply: Data) => string | undefined = () => undefined,
): Promise<Prepared> {
  const prepared = { warnings: [], generatedVariables: [] };
  try {
    const error = refusal(await call);
    return error === undefined ? prepared : { ...prepared, error };
  } catch (error) {
    if (error instanceof RemoteError) return { ...prepared, error: error.message };
    throw error;
  }
}

/**
 * Calls `cancel` once the signal is aborted and the other end has begun, because a cancel before the
 * beginning kills a Go plugin (plugin-protocol 4.12). The answer ends the watch.
 */
export function cancelWhenAborted(
  signal: AbortSignal,
  begun: Promise<unknown>,
  cancel: () => Promise<unknown>,
): () => void {
  const onAbort = () => void begun.then(cancel).catch(() => {});
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return () => signal.removeEventListener('abort', onAbort);
}
