import type {
  Component,
  ComponentKind,
  ComponentKinds,
  ComponentLookup,
} from '../../../components/index.ts';
import { ProtocolError } from '../../protocol.ts';
import { configFromJson, preparedToJson, settingsFromJson } from '../convert/config.ts';
import { schemaToJson } from '../../schema-json.ts';
import type { Fields } from '../../json.ts';
import { componentKinds } from '../messages.ts';
import type { Peer } from '../peer.ts';
import type { ServedComponent } from '../served-component.ts';

async function open(
  components: ComponentLookup,
  kind: ComponentKind,
  name: string,
): Promise<ServedComponent> {
  const find = async <K extends ComponentKind>(of: K): Promise<ComponentKinds[K]> => {
    const component = await components.find(of, name);
    if (component !== undefined) return component;
    const names = await components.names(of);
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    throw new Error(`the plugin has no ${of} "${name}": ${known}`);
  };
  switch (kind) {
    case 'builder':
      return { kind, component: await find(kind) };
    case 'provisioner':
      return { kind, component: await find(kind) };
    case 'post-processor':
      return { kind, component: await find(kind) };
    case 'datasource':
      return { kind, component: await find(kind) };
  }
}

/** The component a call is for, whatever its kind. */
function component(peer: Peer, params: Fields): Component {
  return peer.components.get(params.integer('component')).component;
}

/** A complaint about a call that the kind of its component does not have. */
export function wrongKind(method: string, served: ServedComponent): ProtocolError {
  return new ProtocolError(`${method} was called for a ${served.kind}`);
}

/** Answers what all kinds have in common, and opens components by name. */
export function serveComponents(peer: Peer, components: ComponentLookup): void {
  peer.onRequest('component/open', async (params) => {
    const kind = params.word('kind', componentKinds);
    const served = await open(components, kind, params.string('name'));
    return { component: peer.components.refer(served) };
  });
  peer.onRequest('component/schema', async (params) =>
    schemaToJson(await component(peer, params).schema()),
  );
  peer.onRequest('component/prepare', async (params) => {
    const config = configFromJson(params.fields('config'));
    const settings = settingsFromJson(params.fields('settings'));
    return preparedToJson(await component(peer, params).prepare(config, settings));
  });
}
