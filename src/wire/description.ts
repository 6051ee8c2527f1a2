import type { ComponentKind } from '../components/index.ts';
import { ProtocolError, type WireName } from './protocol.ts';

/** The name of the component that goes by the plugin's own name. */
export const defaultComponentName = '-packer-default-plugin-name-';

/** What a plugin says about itself when asked to `describe` (plugin-protocol 1.6). */
export interface PluginDescription {
  /** Of the plugin: semantic, without leading `v`. */
  readonly version: string;
  readonly sdkVersion: string;
  /** `x5.0`. */
  readonly apiVersion: string;
  /** Absent: old Go plugins that speak gob only. */
  readonly protocolVersion?: string;
  /** How to talk to it. */
  readonly wire: WireName;
  readonly components: Readonly<Record<ComponentKind, readonly string[]>>;
}

/** The member that sets plugins of our protocol apart from Go plugins. */
const marker = 'tspacker_wire';

const members: Readonly<Record<ComponentKind, string>> = {
  builder: 'builders',
  'post-processor': 'post_processors',
  provisioner: 'provisioners',
  datasource: 'datasources',
};

/** The one line that `describe` prints. */
export function formatDescription(description: PluginDescription): string {
  const { components } = description;
  return JSON.stringify({
    version: description.version,
    sdk_version: description.sdkVersion,
    api_version: description.apiVersion,
    builders: [...components.builder].sort(),
    post_processors: [...components['post-processor']].sort(),
    provisioners: [...components.provisioner].sort(),
    datasources: [...components.datasource].sort(),
    ...(description.protocolVersion === undefined
      ? {}
      : { protocol_version: description.protocolVersion }),
    ...(description.wire === 'jsonrpc' ? { [marker]: 'jsonrpc' } : {}),
  });
}

/** Reads what `describe` printed. Throws ProtocolError for anything that no plugin says. */
export function parseDescription(text: string): PluginDescription {
  const json = parse(text);
  const strings = (name: string) => {
    const list = json[name] ?? [];
    if (!Array.isArray(list)) throw wrong(name);
    return list.map((each): string => (typeof each === 'string' ? each : fail(name)));
  };
  const string = (name: string) => {
    const member = json[name];
    return typeof member === 'string' ? member : fail(name);
  };
  const wire = json[marker] ?? 'gorpc';
  if (wire !== 'gorpc' && wire !== 'jsonrpc') throw wrong(marker);
  return {
    version: string('version'),
    sdkVersion: json.sdk_version === undefined ? '' : string('sdk_version'),
    apiVersion: string('api_version'),
    ...(json.protocol_version === undefined ? {} : { protocolVersion: string('protocol_version') }),
    wire,
    components: {
      builder: strings(members.builder),
      provisioner: strings(members.provisioner),
      'post-processor': strings(members['post-processor']),
      datasource: strings(members.datasource),
    },
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  } catch {
    // Falls through: not JSON at all is the same mistake as the wrong JSON.
  }
  const line = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const shown = JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}...` : line);
  throw new ProtocolError(`"describe" printed ${shown} instead of a description in JSON`);
}

function wrong(member: string): ProtocolError {
  return new ProtocolError(
    `"describe" printed a description whose "${member}" is missing or wrong`,
  );
}

function fail(member: string): never {
  throw wrong(member);
}
