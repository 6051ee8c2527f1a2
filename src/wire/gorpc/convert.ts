import type {
  BuildSettings,
  ComponentConfig,
  ComponentKind,
  ComponentSchema,
  Data,
  DataMap,
  FileInfo,
} from '../../components/index.ts';
import { dynamicNull, type Value } from '../../values/index.ts';
import { valueFromJsonText, valueToJsonText } from '../cty-json/index.ts';
import type { GoLink } from './link.ts';
import type { WireValue } from './msgpack/index.ts';
import { fieldsOf, textOf, textsOf, wholeOf } from './rpc.ts';
import {
  schemaFromGob,
  schemaFromProtobuf,
  schemaToGob,
  schemaToProtobuf,
  valueFromGob,
  valueFromMsgpack,
  valueToGob,
  valueToMsgpack,
} from './spec/index.ts';

/** The `Configs` of a prepare call (plugin-protocol 6.3 and 6.6). */
export function configsOf(
  kind: ComponentKind,
  config: ComponentConfig,
  settings: BuildSettings,
): WireValue[] {
  if (config.kind === 'raw') {
    const override = config.override === undefined ? [] : [config.override];
    const { placeholders: known } = config;
    const placeholders = known && kind !== 'builder' ? [known] : [];
    const body = config.body.size === 0 ? null : config.body;
    return [body, ...override, rawSettings(settings), ...placeholders];
  }
  const body = new TextEncoder().encode(valueToJsonText(config.body));
  if (kind === 'datasource') return [body];
  const common = decodedSettings(settings);
  if (kind === 'builder') return [common, body];
  common.set('packer_sensitive_variables', [...(settings.sensitiveVariables ?? [])]);
  return kind === 'provisioner' ? [common, body, config.override ?? null] : [common, body];
}

/** HCL2 templates: all scalars are text. */
function decodedSettings(settings: BuildSettings): Map<string, Data> {
  return new Map<string, Data>([
    ['packer_build_name', settings.buildName],
    ['packer_builder_type', settings.builderType],
    ['packer_core_version', settings.coreVersion],
    ['packer_debug', String(settings.debug)],
    ['packer_force', String(settings.force)],
    ['packer_on_error', settings.onError],
  ]);
}

/** Legacy templates: booleans are booleans, there is more, and what is empty is nil. */
function rawSettings(settings: BuildSettings): Map<string, Data> {
  return new Map<string, Data>([
    ['packer_build_name', settings.buildName],
    ['packer_builder_type', settings.builderType],
    ['packer_core_version', settings.coreVersion],
    ['packer_debug', settings.debug],
    ['packer_force', settings.force],
    ['packer_on_error', settings.onError],
    ['packer_template_path', settings.templatePath ?? ''],
    ['packer_user_variables', settings.userVariables ?? null],
    [
      'packer_sensitive_variables',
      settings.sensitiveVariables?.length ? settings.sensitiveVariables : null,
    ],
  ]);
}

/** What a Go host sent as `Configs`: the same, backwards. */
export interface ReceivedConfig {
  readonly config: ComponentConfig;
  readonly settings: BuildSettings;
}

/** Takes `Configs` apart. Throws where a body is no cty JSON. */
export function configFromWire(kind: ComponentKind, configs: Data | undefined): ReceivedConfig {
  const elements: readonly Data[] = Array.isArray(configs) ? configs : [];
  const body = elements.find((each) => each instanceof Uint8Array);
  const maps = elements.filter((each): each is DataMap => each instanceof Map);
  const isSettings = (map: DataMap) =>
    map.has('packer_build_name') || map.has('packer_core_version');
  const common: DataMap = maps.find(isSettings) ?? new Map();
  const rest = maps.filter((map) => map !== common);
  const settings = settingsFromWire(common);
  if (body !== undefined || kind === 'datasource') {
    const value =
      body === undefined ? dynamicNull : valueFromJsonText(textOf(body), 'the configuration');
    const [override] = rest;
    return { config: { kind: 'decoded', body: value, ...(override && { override }) }, settings };
  }
  const isPlaceholders = (map: DataMap) =>
    textOf(map.get('PackerRunUUID')).includes('Build_PackerRunUUID.');
  const last = rest.at(-1);
  const placeholders = last && isPlaceholders(last) ? last : undefined;
  // A block without options has nil for a body.
  const bodies = elements[0] === null ? [new Map<string, Data>(), ...rest] : rest;
  const [raw = new Map<string, Data>(), layer] = bodies.filter((map) => map !== placeholders);
  // What is no map is refused by whoever decodes it.
  const override = elements.find((each) => each !== null && !(each instanceof Map)) ?? layer;
  return {
    config: {
      kind: 'raw',
      body: raw,
      ...(override !== undefined && { override }),
      ...(placeholders && { placeholders: textMap(placeholders) }),
    },
    settings,
  };
}

const onErrorModes = ['cleanup', 'abort', 'ask', 'run-cleanup-provisioner'] as const;

function settingsFromWire(common: DataMap): BuildSettings {
  const flag = (name: string) => common.get(name) === true || common.get(name) === 'true';
  const text = (name: string) => textOf(common.get(name));
  const variables = common.get('packer_user_variables');
  return {
    buildName: text('packer_build_name'),
    builderType: text('packer_builder_type'),
    coreVersion: text('packer_core_version'),
    debug: flag('packer_debug'),
    force: flag('packer_force'),
    onError: onErrorModes.find((mode) => mode === text('packer_on_error')) ?? '',
    sensitiveVariables: textsOf(common.get('packer_sensitive_variables')),
    ...(common.has('packer_template_path') && { templatePath: text('packer_template_path') }),
    ...(variables instanceof Map && { userVariables: textMap(variables) }),
  };
}

function textMap(map: DataMap): ReadonlyMap<string, string> {
  return new Map([...map].map(([key, value]) => [key, textOf(value)]));
}

/** A spec blob in the connection's encoding. */
export function schemaFromWire(link: GoLink, blob: Data | undefined): ComponentSchema {
  const bytes = blob instanceof Uint8Array ? blob : new Uint8Array(0);
  return link.encoding === 'gob' ? schemaFromGob(bytes) : schemaFromProtobuf(bytes);
}

/** The same, backwards. */
export function schemaToWire(link: GoLink, schema: ComponentSchema): Uint8Array {
  return link.encoding === 'gob' ? schemaToGob(schema) : schemaToProtobuf(schema);
}

/** A data source's result in the connection's encoding. */
export function valueFromWire(link: GoLink, blob: Data | undefined): Value {
  const bytes = blob instanceof Uint8Array ? blob : new Uint8Array(0);
  if (link.encoding === 'gob') return valueFromGob(bytes);
  return valueFromMsgpack(bytes);
}

/** The same, backwards. */
export function valueToWire(link: GoLink, value: Value): Uint8Array {
  return link.encoding === 'gob' ? valueToGob(value) : valueToMsgpack(value);
}

const directoryBit = 0x8000_0000;

/** A local file's description on the wire: `N` name, `S` size, `M` Go's mode, `T` time. */
export function fileInfoToWire(info: FileInfo | undefined): WireValue {
  if (!info) return null;
  const mode = info.directory ? directoryBit + (info.mode & 0o777) : info.mode;
  return {
    N: info.name,
    S: BigInt(info.size),
    M: BigInt(mode >>> 0),
    T: info.modified ?? null,
  };
}

/** The same, backwards. */
export function fileInfoFromWire(wire: Data | undefined): FileInfo | undefined {
  if (!(wire instanceof Map)) return undefined;
  const fields = fieldsOf(wire);
  const mode = wholeOf(fields.get('M'));
  const modified = fields.get('T');
  return {
    name: textOf(fields.get('N')),
    size: wholeOf(fields.get('S')),
    mode,
    directory: mode >= directoryBit,
    ...(modified instanceof Date && { modified }),
  };
}
