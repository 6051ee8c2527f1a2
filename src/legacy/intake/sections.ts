import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  kindName,
} from '../json/json-value.ts';
import type {
  LegacyBuilder,
  LegacyFilter,
  LegacyPostProcessor,
  LegacyProvisioner,
  LegacyVariable,
} from '../model.ts';
import { decodeErrors } from '../multi-error.ts';
import { FieldDecoder, type Leniency, show } from './decoder.ts';

/** Collects what is wrong in any section. */
export type Complain = (problem: string) => void;

const builderLeniency: Leniency = { weak: true, durations: false };
const provisionerLeniency: Leniency = { weak: true, durations: true };
const postProcessorLeniency: Leniency = { weak: false, durations: true };

/** `variables`: text is the default, null makes the variable required. */
export function decodeVariables(
  section: JsonObject | undefined,
  complain: Complain,
): ReadonlyMap<string, LegacyVariable> {
  const variables = new Map<string, LegacyVariable>();
  for (const name of [...(section?.keys() ?? [])].sort()) {
    const value = section?.get(name) ?? null;
    if (value === null || typeof value === 'string') {
      variables.set(name, { name, default: value ?? '', required: value === null });
      continue;
    }
    const type = isObject(value) ? 'map[string]interface {}' : kindOrSlice(value);
    complain(
      `variable ${name}: '' expected type 'string', got unconvertible type '${type}', value: '${show(value)}'`,
    );
  }
  return variables;
}

function kindOrSlice(value: JsonValue): string {
  return isArray(value) ? '[]interface {}' : kindName(value);
}

function notAnObject(value: JsonValue): string {
  return `'' expected a map, got '${kindName(value)}'`;
}

/** `builders`, by raw name. */
export function decodeBuilders(
  section: readonly JsonValue[],
  complain: Complain,
): ReadonlyMap<string, LegacyBuilder> {
  const builders = new Map<string, LegacyBuilder>();
  section.forEach((element, index) => {
    const place = `builder ${index + 1}`;
    if (!isObject(element)) {
      complain(`${place}: ${notAnObject(element)}`);
      return;
    }
    const decoder = new FieldDecoder(element, builderLeniency);
    const type = decoder.text('type', 'Type');
    const name = decoder.text('name', 'Name') || type;
    if (decoder.problems.length > 0) complain(`${place}: ${decodeErrors(decoder.problems)}`);
    else if (type === '') complain(`${place}: missing 'type'`);
    else if (builders.has(name)) {
      complain(`${place}: builder with name '${name}' already exists`);
    } else builders.set(name, { name, type, config: decoder.rest });
  });
  return builders;
}

function filterOf(decoder: FieldDecoder): LegacyFilter {
  return { only: decoder.texts('only', 'Only'), except: decoder.texts('except', 'Except') };
}

/** One provisioner; the failure is the text after its place. */
function decodeProvisioner(element: JsonValue): LegacyProvisioner | string {
  if (!isObject(element)) return `Error decoding provisioner: ${notAnObject(element)}`;
  const decoder = new FieldDecoder(element, provisionerLeniency);
  const type = decoder.text('type', 'Type');
  const filter = filterOf(decoder);
  const provisioner = {
    type,
    filter,
    override: decoder.object('override', 'Override') ?? new Map(),
    pauseBefore: decoder.duration('pause_before', 'pause_before'),
    maxRetries: decoder.text('max_retries', 'max_retries'),
    timeout: decoder.duration('timeout', 'timeout'),
    config: decoder.rest,
  };
  if (decoder.problems.length > 0) {
    return `Error decoding provisioner: ${decodeErrors(decoder.problems)}`;
  }
  return type === '' ? "Provisioner missing 'type'" : provisioner;
}

/** `provisioners`, in order. */
export function decodeProvisioners(
  section: readonly JsonValue[],
  complain: Complain,
): readonly LegacyProvisioner[] {
  return section.flatMap((element, index) => {
    const provisioner = decodeProvisioner(element);
    if (typeof provisioner !== 'string') return [provisioner];
    complain(`provisioner ${index + 1}: ${provisioner}`);
    return [];
  });
}

/** `error-cleanup-provisioner`. */
export function decodeCleanup(
  element: JsonValue | undefined,
  complain: Complain,
): LegacyProvisioner | undefined {
  if (element === undefined || element === null) return undefined;
  const provisioner = decodeProvisioner(element);
  if (typeof provisioner !== 'string') return provisioner;
  complain(`On Error Cleanup Provisioner error: ${provisioner}`);
  return undefined;
}

/** `post-processors`: every element is a chain. */
export function decodePostProcessors(
  section: readonly JsonValue[],
  complain: Complain,
): readonly (readonly LegacyPostProcessor[])[] {
  return section.flatMap((element, index) => {
    const elements = isArray(element) ? element : [element];
    if (!isArray(element) && typeof element !== 'string' && !isObject(element)) {
      complain(`post-processor ${index + 1}: bad format`);
      return [];
    }
    const chain = elements.flatMap((link, place) =>
      decodeLink(link, (problem) =>
        complain(`post-processor ${index + 1}.${place + 1}: ${problem}`),
      ),
    );
    return [chain];
  });
}

function decodeLink(link: JsonValue, complain: Complain): readonly LegacyPostProcessor[] {
  if (typeof link === 'string') return decodeLink(new Map([['type', link]]), complain);
  if (!isObject(link)) {
    complain(isArray(link) ? 'sequence not allowed to be nested in a sequence' : 'unknown format');
    return [];
  }
  const decoder = new FieldDecoder(link, postProcessorLeniency);
  const type = decoder.text('type', 'Type');
  const name = decoder.text('name', 'Name') || type;
  const filter = filterOf(decoder);
  const keepInputArtifact = decoder.flag('keep_input_artifact', 'keep_input_artifact');
  if (decoder.problems.length > 0) complain(decodeErrors(decoder.problems));
  else if (type === '') complain('type is required');
  else return [{ type, name, filter, keepInputArtifact, config: decoder.rest }];
  return [];
}
