import { failed, type JsonError, ok, parseStrictJson, type Result } from '../../base/index.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  kindName,
  sortedKeys,
} from '../json/json-value.ts';
import type { LegacyTemplate } from '../model.ts';
import { decodeErrors, multiError } from '../multi-error.ts';
import { FieldDecoder } from './decoder.ts';
import {
  decodeBuilders,
  decodeCleanup,
  decodePostProcessors,
  decodeProvisioners,
  decodeVariables,
} from './sections.ts';

/**
 * Reads a legacy JSON template (json-templates 1 to 4). The failure is everything that is wrong, in
 * Packer's words. `path` is absolute.
 */
export function readTemplate(bytes: Uint8Array, path: string): Result<LegacyTemplate, string> {
  const parsed = parseStrictJson(bytes);
  if (!parsed.ok) return failed(syntaxError(bytes, parsed.error));
  const { value, duplicate } = parsed.value;
  if (duplicate !== undefined) return failed(`template has duplicate field: ${duplicate}`);
  if (value !== null && !isObject(value)) {
    return failed(`'' expected a map, got '${kindName(value)}'`);
  }
  return decodeRoot(value ?? new Map(), path, bytes);
}

/** Of longer lines only the end is shown. */
const longestLine = 16_384;

/** What is wrong and where, with the line before and the line up to the culprit. */
function syntaxError(bytes: Uint8Array, { message, offset, outOfRange }: JsonError): string {
  if (outOfRange) return message;
  const read = bytes.subarray(0, offset);
  const start = read.lastIndexOf(0x0a) + 1;
  const line = read.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  const column = offset - start + (line > 1 ? 1 : 0);
  const before = start === 0 ? 0 : read.lastIndexOf(0x0a, start - 2) + 1;
  const previous = start === 0 ? '' : shownLine(line - 1, read.subarray(before, start - 1));
  const hidden = Math.max(0, offset - start - longestLine);
  const pointer = `${' '.repeat(column - hidden + 5)}^\n`;
  const shown = previous + shownLine(line, read.subarray(start)) + pointer;
  return `Error parsing JSON: ${message}\nAt line ${line}, column ${column} (offset ${offset}):\n${shown}`;
}

function shownLine(number: number, bytes: Uint8Array): string {
  const text = decode(bytes.subarray(Math.max(0, bytes.length - longestLine)));
  return `${String(number).padStart(5)}: ${text}\n`;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const knownKeys: ReadonlySet<string> = new Set([
  'builders',
  'provisioners',
  'post-processors',
  'error-cleanup-provisioner',
  'variables',
  'sensitive-variables',
  'min_packer_version',
  'description',
  'push',
  'comments',
]);

function decodeRoot(
  root: JsonObject,
  path: string,
  bytes: Uint8Array,
): Result<LegacyTemplate, string> {
  const decoder = new FieldDecoder(root, { weak: false, durations: true });
  const fields = rootFields(decoder);
  if (decoder.problems.length > 0) return failed(decodeErrors(decoder.problems));
  const unknown = unknownKeys(root);
  if (!unknown.ok) return unknown;
  const problems: string[] = [];
  const complain = (problem: string): void => void problems.push(problem);
  const variables = decodeVariables(fields.variables, complain);
  const template: LegacyTemplate = {
    path,
    text: decode(bytes),
    description: fields.description,
    minimumVersion: fields.minimumVersion,
    variables,
    sensitiveVariables: fields.sensitive.filter((name) => variables.has(name)),
    builders: decodeBuilders(fields.builders, complain),
    postProcessors: decodePostProcessors(fields.postProcessors, complain),
    provisioners: decodeProvisioners(fields.provisioners, complain),
    cleanupProvisioner: decodeCleanup(fields.cleanup, complain),
  };
  return problems.length === 0 ? ok(template) : failed(multiError(problems));
}

function rootFields(decoder: FieldDecoder) {
  decoder.checkTextMaps('comments', 'Comments');
  return {
    description: decoder.text('description', 'Description'),
    minimumVersion: decoder.text('min_packer_version', 'min_packer_version'),
    builders: decoder.list('builders', 'builders'),
    provisioners: decoder.list('provisioners', 'Provisioners'),
    postProcessors: decoder.list('post-processors', 'post-processors'),
    cleanup: decoder.anything('error-cleanup-provisioner'),
    variables: decoder.object('variables', 'Variables'),
    sensitive: decoder.texts('sensitive-variables', 'sensitive-variables'),
    push: decoder.object('push', 'Push'),
  };
}

/** Keys that begin with `_` are comments; everything else must be known. */
function unknownKeys(root: JsonObject): Result<undefined, string> {
  const problems: string[] = [];
  for (const key of sortedKeys(root)) {
    if (knownKeys.has(key.toLowerCase())) continue;
    if (!key.startsWith('_')) problems.push(`Unknown root level key in template: '${key}'`);
    else if (!isText(root.get(key))) {
      return failed(`Failed to cast root level comment value in comment "${key}" to string.`);
    }
  }
  return problems.length === 0 ? ok(undefined) : failed(multiError(problems));
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string';
}
