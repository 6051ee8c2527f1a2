import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Artifact, type Call, type Files, messageOf, quote } from '../../sdk/index.ts';
import { compactJson, type Json, type JsonObject, object, sortedByKey } from './go-json.ts';
import type { ProvenanceConfig } from './options.ts';
import { builderIdOf, invocationIdOf, sourceOf } from './source.ts';

type ProvenanceCall = Call<ProvenanceConfig>;

async function hashOf(path: string, files: Files): Promise<string> {
  try {
    const { kind } = await files.status(path).catch(() => ({ kind: 'other' }));
    if (kind === 'directory') throw new Error(`read ${path}: is a directory`);
    return await files.sha256(path);
  } catch (cause) {
    throw new Error(`hash ${quote(path)}: ${messageOf(cause)}`, { cause });
  }
}

const subject = (name: string, sha256: string): JsonObject =>
  object(['name', name], ['digest', object(['sha256', sha256])]);

/** What stands for an artifact that has no files. */
async function identityOf(input: Artifact): Promise<string> {
  return compactJson(object(['builderId', await input.builderId()], ['id', await input.id()]));
}

/** What was made, and what else is to be known about it. */
interface Products {
  readonly subjects: readonly JsonObject[];
  readonly byproducts: readonly JsonObject[];
}

async function productsOf(input: Artifact, files: Files): Promise<Products> {
  const paths = await input.files();
  const subjects: JsonObject[] = [];
  for (const path of paths) subjects.push(subject(basename(path), await hashOf(path, files)));
  if (paths.length > 0) return { subjects, byproducts: [] };
  const identity = Buffer.from(await identityOf(input));
  const name = `${await input.builderId()}:${await input.id()}`;
  return {
    subjects: [subject(name, createHash('sha256').update(identity).digest('hex'))],
    byproducts: [
      object(['name', 'cloud-artifact-identity'], ['content', identity.toString('base64')]),
    ],
  };
}

const variablePrefix = 'PKR_VAR_';

/** Variables of the environment and of the template; those that are sensitive without their values. */
function userVariables({ config, settings, host }: ProvenanceCall): JsonObject {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(host.platform.environment.variables))
    if (name.startsWith(variablePrefix) && value !== undefined)
      all.set(name.slice(variablePrefix.length), value);
  for (const [name, value] of Object.entries(config.user_variables)) all.set(name, value);
  for (const name of settings.sensitiveVariables ?? [])
    if (all.has(name)) all.set(name, '[sensitive value redacted]');
  return sortedByKey(all);
}

/** What the person who builds has a say in. */
function externalParameters(call: ProvenanceCall): JsonObject {
  const { only_builds: builds, template } = call.config;
  const variables = userVariables(call);
  const parameters: (readonly [string, Json])[] = [];
  if (builds.length > 0) parameters.push(['onlyBuilds', builds]);
  if (template !== '') parameters.push(['template', template]);
  if (variables.size > 0) parameters.push(['userVariables', variables]);
  return new Map(parameters);
}

async function buildDefinition(call: ProvenanceCall): Promise<JsonObject> {
  const { config, settings, host, signal } = call;
  const source = await sourceOf(config.source_uri, host.platform.environment, signal);
  const definition = new Map<string, Json>([
    ['buildType', config.build_type || 'https://packer.io/buildtypes/hcl2/v1'],
    ['externalParameters', externalParameters(call)],
    [
      'internalParameters',
      object(
        ['packerBuildName', settings.buildName],
        ['packerBuilderType', settings.builderType],
        ['packerVersion', settings.coreVersion],
      ),
    ],
  ]);
  if (source === undefined) return definition;
  const dependency = new Map<string, Json>([['uri', source.uri]]);
  if (source.commit !== undefined) dependency.set('digest', object(['gitCommit', source.commit]));
  return definition.set('resolvedDependencies', [dependency]);
}

function runDetails({ settings, host }: ProvenanceCall, byproducts: readonly Json[]): JsonObject {
  const { environment, random } = host.platform;
  const details = new Map<string, Json>([
    [
      'builder',
      object(
        ['id', builderIdOf(environment.variables)],
        ['version', object(['packer', settings.coreVersion])],
      ),
    ],
    ['metadata', object(['invocationId', invocationIdOf(environment.variables) || random.uuid()])],
  ]);
  if (byproducts.length > 0) details.set('byproducts', byproducts);
  return details;
}

/** States what was made, how and of what: an in-toto statement with SLSA provenance. */
export async function statementOf(call: ProvenanceCall, input: Artifact): Promise<JsonObject> {
  const { subjects, byproducts } = await productsOf(input, call.host.platform.files);
  return object(
    ['_type', 'https://in-toto.io/Statement/v1'],
    ['subject', subjects],
    ['predicateType', 'https://slsa.dev/provenance/v1'],
    [
      'predicate',
      object(
        ['buildDefinition', await buildDefinition(call)],
        ['runDetails', runDetails(call, byproducts)],
      ),
    ],
  );
}
