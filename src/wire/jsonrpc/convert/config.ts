import type { BuildSettings, ComponentConfig, Prepared } from '../../../components/index.ts';
import type { Fields, JsonObject } from '../../json.ts';
import { dataFromJson, dataToJson, mapFromJson, mapToJson } from './data.ts';
import { valueFromJson, valueToJson } from '../../cty-json/index.ts';

/** A configuration as JSON. */
export function configToJson(config: ComponentConfig): JsonObject {
  const { override: given = null } = config;
  const override = given === null ? {} : { override: dataToJson(given) };
  if (config.kind === 'decoded')
    return { kind: 'decoded', body: valueToJson(config.body), ...override };
  const placeholders =
    config.placeholders === undefined
      ? {}
      : { placeholders: Object.fromEntries(config.placeholders) };
  return { kind: 'raw', body: mapToJson(config.body), ...override, ...placeholders };
}

/** A configuration from JSON. */
export function configFromJson(fields: Fields): ComponentConfig {
  const given = fields.optional('override');
  const place = fields.place('override');
  if (fields.word('kind', ['decoded', 'raw']) === 'decoded')
    return {
      kind: 'decoded',
      body: valueFromJson(fields.optional('body'), fields.place('body')),
      ...(given === undefined ? {} : { override: mapFromJson(given, place) }),
    };
  const placeholders = stringMap(fields.optionalFields('placeholders'));
  return {
    kind: 'raw',
    body: mapFromJson(fields.optional('body'), fields.place('body')),
    ...(given === undefined ? {} : { override: dataFromJson(given, place) }),
    ...(placeholders === undefined ? {} : { placeholders }),
  };
}

/** What is said about the build, as JSON. */
export function settingsToJson(settings: BuildSettings): JsonObject {
  const { userVariables, ...rest } = settings;
  if (userVariables === undefined) return rest;
  return { ...rest, userVariables: Object.fromEntries(userVariables) };
}

/** What is said about the build, from JSON. */
export function settingsFromJson(fields: Fields): BuildSettings {
  const templatePath = fields.optionalString('templatePath');
  const userVariables = stringMap(fields.optionalFields('userVariables'));
  const sensitive = fields.optional('sensitiveVariables');
  return {
    buildName: fields.string('buildName'),
    builderType: fields.string('builderType'),
    coreVersion: fields.string('coreVersion'),
    debug: fields.boolean('debug'),
    force: fields.boolean('force'),
    onError: fields.word('onError', ['cleanup', 'abort', 'ask', 'run-cleanup-provisioner', '']),
    ...(sensitive === undefined
      ? {}
      : { sensitiveVariables: fields.strings('sensitiveVariables') }),
    ...(templatePath === undefined ? {} : { templatePath }),
    ...(userVariables === undefined ? {} : { userVariables }),
  };
}

/** What came of preparing, as JSON. */
export function preparedToJson(prepared: Prepared): JsonObject {
  return { ...prepared };
}

/** What came of preparing, from JSON. */
export function preparedFromJson(fields: Fields): Prepared {
  const error = fields.optionalString('error');
  return {
    warnings: fields.strings('warnings'),
    ...(error === undefined ? {} : { error }),
    generatedVariables: fields.strings('generatedVariables'),
  };
}

function stringMap(fields: Fields | undefined): ReadonlyMap<string, string> | undefined {
  if (fields === undefined) return undefined;
  return new Map(fields.entries().map(([name]) => [name, fields.string(name)] as const));
}
