import {
  parseVersion,
  parseVersionConstraints,
  satisfies,
  type VersionConstraint,
} from '../../base/index.ts';
import { evaluate } from '../../eval/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors, type Range } from '../../source/index.ts';
import type { Attribute, Body, BodySchema } from '../../syntax/index.ts';
import { convert, stringType } from '../../values/index.ts';

/** What a `packer` block may hold. */
export const packerSchema: BodySchema = {
  attributes: [{ name: 'required_version', required: false }],
  blocks: [{ type: 'required_plugins', labelNames: [] }],
};

/** A `required_version` that could be read. */
export interface RequiredVersion {
  readonly constraints: readonly VersionConstraint[];
  readonly range: Range;
}

/** The `required_version` arguments of a file, read before anything else about it is judged. */
export function readRequiredVersions(body: Body): Diagnosed<readonly RequiredVersion[]> {
  const { value: root, diagnostics: found } = body.partialContent({
    attributes: [],
    blocks: [{ type: 'packer', labelNames: [] }],
  });
  const diagnostics = [...found];
  const required: RequiredVersion[] = [];
  for (const block of root.blocks) {
    const { value: content, diagnostics: inside } = block.body.content(packerSchema);
    diagnostics.push(...inside);
    const attribute = content.attributes.get('required_version');
    if (attribute === undefined) continue;
    const version = readRequiredVersion(attribute);
    diagnostics.push(...version.diagnostics);
    if (version.value !== undefined)
      required.push({ constraints: version.value, range: attribute.range });
  }
  return { value: required, diagnostics };
}

function readRequiredVersion({
  expression,
}: Attribute): Diagnosed<readonly VersionConstraint[] | undefined> {
  const { value, diagnostics } = evaluate(expression);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const refuse = (detail: string) => ({
    value: undefined,
    diagnostics: [...diagnostics, invalidConstraint(detail, expression.range)],
  });
  const text = convert(value, stringType);
  if (!text.ok) return refuse('A string value is required for required_version.');
  if (typeof text.value.content !== 'string') return { value: undefined, diagnostics };
  const constraints = parseVersionConstraints(text.value.content);
  if (constraints.ok) return { value: constraints.value, diagnostics };
  return refuse(
    'This string does not use correct version constraint syntax. Check out the docs: ' +
      'https://packer.io/docs/templates/hcl_templates/blocks/packer#version-constraints',
  );
}

/** Complaints about requirements that the running version does not meet, its pre-release part aside. */
export function checkRequiredVersions(
  required: readonly RequiredVersion[],
  coreVersion: string,
): readonly Diagnostic[] {
  const running = parseVersion(coreVersion);
  if (running === undefined) throw new Error(`${coreVersion} is no version`);
  const release = { ...running, prerelease: '' };
  return required
    .filter(({ constraints }) => !constraints.every((each) => satisfies(release, each)))
    .map(({ range }) => unsupportedVersion(coreVersion, range));
}

function invalidConstraint(detail: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-required-version',
    summary: 'Invalid version constraint',
    detail,
    subject,
  };
}

function unsupportedVersion(coreVersion: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'unsupported-core-version',
    summary: 'Unsupported Packer Core version',
    detail:
      `This configuration does not support Packer version ${coreVersion}. To proceed, either ` +
      'choose another supported Packer version or update this version constraint. ' +
      'Version constraints are normally set for good reason, so updating the constraint may ' +
      'lead to other errors or unexpected behavior.',
    subject,
  };
}
