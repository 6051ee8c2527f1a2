import type { Artifact, Component, ComponentKind, Data } from '../../../components/index.ts';
import { configFromWire, schemaToWire } from '../convert.ts';
import type { GoLink } from '../link.ts';
import { fieldsOf, type RpcEndpoint, type RpcMethod, serveRpc } from '../rpc.ts';
import { artifactEndpoint } from './artifact.ts';

/** `ConfigSpec`, the same for every kind. */
export function configSpecMethod(link: GoLink, component: Component): RpcMethod {
  return async () => ({ ConfigSpec: schemaToWire(link, await component.schema()) });
}

/** Prepares the component with what a host sent. */
export function prepareWith(component: Component, kind: ComponentKind, argument: Data) {
  const { config, settings } = configFromWire(kind, fieldsOf(argument).get('Configs'));
  return component.prepare(config, settings);
}

/** An error as a reply field: `{Message}` or nil. */
export function errorField(error: string | undefined): { readonly Message: string } | null {
  return error === undefined ? null : { Message: error };
}

/** Serves an artifact under a fresh id of ours; 0 for none. */
export function offerArtifact(link: GoLink, artifact: Artifact | undefined): number {
  if (!artifact) return 0;
  const id = link.broker.allocate();
  const endpoints = new Map<string, RpcEndpoint>([['Artifact', artifactEndpoint(artifact)]]);
  link.broker
    .accept(id)
    .then((stream) => serveRpc(stream, endpoints))
    .catch(() => {});
  return id;
}
