import { parseVersionConstraints } from '../../base/index.ts';
import { evaluate } from '../../eval/index.ts';
import type { Diagnosed, Diagnostic, Range } from '../../source/index.ts';
import { type Attribute, type Block, rangeText } from '../../syntax/index.ts';
import {
  attribute,
  convert,
  isPrimitive,
  quote,
  stringType,
  type Value,
} from '../../values/index.ts';
import type { PluginRequirement } from '../model.ts';
import { checkPluginSource, parsePluginName } from './plugin-source.ts';

/** `required_plugins { name = { source = …, version = … } }` (template-language 5.3). */
export function readRequiredPlugins(block: Block): Diagnosed<readonly PluginRequirement[]> {
  const { value: attributes, diagnostics: found } = block.body.justAttributes();
  const diagnostics = [...found];
  const requirements: PluginRequirement[] = [];
  for (const entry of attributes.values()) {
    const { value, diagnostics: inside } = readEntry(entry, block.defRange);
    diagnostics.push(...inside);
    if (value !== undefined) requirements.push(value);
  }
  return { value: requirements, diagnostics };
}

const docs = 'https://www.packer.io/docs/templates/hcl_templates/blocks/packer';

function problem(code: string, summary: string, detail: string, subject: Range): Diagnostic {
  return { severity: 'error', code, summary, detail, subject };
}

function readEntry(entry: Attribute, block: Range): Diagnosed<PluginRequirement | undefined> {
  const { name, expression, range } = entry;
  const { value, diagnostics: found } = evaluate(expression);
  const diagnostics = [...found, ...checkLocalName(name, expression.range)];
  if (isPrimitive(value.type)) {
    diagnostics.push(notABlock(name, value, range));
    return { value: undefined, diagnostics };
  }
  if (value.type.kind !== 'object') {
    const detail = 'required_plugins entries must be objects.';
    const summary = 'Invalid required_plugins syntax';
    diagnostics.push(problem('required-plugin-syntax', summary, detail, expression.range));
    return { value: undefined, diagnostics };
  }
  const version = readVersion(value, expression.range, diagnostics);
  if (version === undefined) return { value: undefined, diagnostics };
  const source = readSource(value, expression.range, diagnostics);
  if (source === undefined) return { value: undefined, diagnostics };
  checkOthers(value, expression.range, diagnostics);
  return { value: { name, source, version, range: expression.range, block }, diagnostics };
}

function checkLocalName(name: string, subject: Range): readonly Diagnostic[] {
  const normal = parsePluginName(name);
  const refuse = (detail: string) => [
    problem('required-plugin-name', 'Invalid plugin local name', detail, subject),
  ];
  if (!normal.ok) return refuse(`${name} is an invalid plugin local name: ${normal.error}`);
  if (normal.value === name) return [];
  return refuse(
    `Plugin names must be normalized. Replace ${quote(name)} with ${quote(normal.value)} ` +
      'to fix this error.',
  );
}

/** The old way to write it: `name = "constraint"`. */
function notABlock(name: string, value: Value, subject: Range): Diagnostic {
  const text = convert(value, stringType);
  const content = text.ok ? text.value.content : undefined;
  const constraints = parseVersionConstraints(typeof content === 'string' ? content : '');
  const written = constraints.ok
    ? constraints.value.map((constraint) => constraint.text).join(',')
    : 'version';
  const detail =
    `'${name} = "${written}"' plugin requirement calls are not possible. ` +
    'You must define a whole block. For example:\n' +
    `${name} = {\n  source  = "github.com/hashicorp/${name}"\n  version = "${written}"\n}`;
  return problem('required-plugin-requirement', 'Invalid plugin requirement', detail, subject);
}

function readVersion(value: Value, subject: Range, diagnostics: Diagnostic[]): string | undefined {
  const given = attribute(value, 'version');
  const invalid = (detail: string) => {
    const summary = 'Invalid version constraint';
    diagnostics.push(problem('required-plugin-version', summary, detail, subject));
  };
  if (given === undefined) {
    const detail =
      'The version field must be specified as a string. Ex: `version = ">= 1.2.0, < 2.0.0". ' +
      `See ${docs}#version-constraints for docs`;
    const summary = 'No version constraint was set';
    diagnostics.push(problem('missing-required-plugin-version', summary, detail, subject));
    return undefined;
  }
  if (typeof given.content !== 'string') {
    invalid(
      `Version must be specified as a string. See ${docs}#version-constraint-syntax for docs.`,
    );
    return undefined;
  }
  const constraints = parseVersionConstraints(given.content);
  if (!constraints.ok) {
    invalid(
      'This string does not use correct version constraint syntax. ' +
        `See ${docs}#version-constraint-syntax for docs.\n` +
        `malformed constraint: ${constraints.error}`,
    );
    return undefined;
  }
  for (const { version, text } of constraints.value)
    if (version.prerelease !== '') invalid(`Unsupported prerelease for constraint ${quote(text)}`);
  return given.content;
}

function readSource(value: Value, subject: Range, diagnostics: Diagnostic[]): string | undefined {
  const given = attribute(value, 'source');
  if (given === undefined) {
    const detail =
      'The source field must be specified as a string. Ex: `source = "coolcloud". ' +
      `See ${docs}#specifying-plugin-requirements for docs`;
    diagnostics.push(
      problem('missing-required-plugin-source', 'No source was set', detail, subject),
    );
  } else if (typeof given.content !== 'string') {
    const detail = 'Source must be specified as a string. For example: source = "coolcloud"';
    diagnostics.push(problem('required-plugin-source', 'Invalid source', detail, subject));
  } else {
    const trouble = checkPluginSource(given.content);
    if (trouble === undefined) return given.content;
    diagnostics.push(problem('required-plugin-source', 'Failed to parse source', trouble, subject));
  }
  return undefined;
}

function checkOthers(value: Value, subject: Range, diagnostics: Diagnostic[]): void {
  if (value.type.kind !== 'object') return;
  const others = [...value.type.attributes.keys()].filter(
    (name) => name !== 'version' && name !== 'source',
  );
  if (others.length === 0) return;
  const detail = 'required_plugins objects can only contain "version" and "source" attributes.';
  const summary = 'Invalid required_plugins object';
  diagnostics.push(problem('required-plugin-object', summary, detail, subject));
}

/** Complaints about every local name that was used before, in whatever file (part of phase B). */
export function duplicateRequirements(
  requirements: readonly PluginRequirement[],
): readonly Diagnostic[] {
  const first = new Map<string, PluginRequirement>();
  const diagnostics: Diagnostic[] = [];
  for (const requirement of requirements) {
    const { name } = requirement;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, requirement);
    else
      diagnostics.push({
        severity: 'error',
        code: 'duplicate-required-plugin',
        summary: `Duplicate required_plugin.${quote(name)} block`,
        detail:
          `Block previously seen at ${rangeText(earlier.range)} is already named ${quote(name)}.\n` +
          'Names at the left hand side of required_plugins are made available to use in your ' +
          'HCL2 configurations.\n' +
          'To allow to calling to their features correctly two plugins have to have different ' +
          'accessors.',
        context: requirement.range,
      });
  }
  return diagnostics;
}
