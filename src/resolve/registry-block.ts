import type { Scope } from '../eval/index.ts';
import { Arguments, type ExpandedBody } from '../schema/index.ts';
import {
  type Diagnosed,
  type Diagnostic,
  type DiagnosticCode,
  hasErrors,
  type Range,
} from '../source/index.ts';
import type { BodySchema } from '../syntax/index.ts';
import type { RegistryBlock } from './model.ts';

const schema: BodySchema = {
  attributes: [
    'bucket_name',
    'description',
    'labels',
    'bucket_labels',
    'build_labels',
    'channels',
  ].map((name) => ({ name, required: false })),
  blocks: [],
};

const label = 'hcp_packer_registry';

/** An `hcp_packer_registry` block; arguments it does not know are ignored (template-language 5.7). */
export function readRegistry(
  body: ExpandedBody,
  { range, inBuild }: Pick<RegistryBlock, 'range' | 'inBuild'>,
  scope: Scope,
): Diagnosed<RegistryBlock | undefined> {
  // What an unknown argument would be called in a real block schema is nobody's business here.
  const { value: content } = body.partialContent(schema);
  const diagnostics: Diagnostic[] = [];
  const given = new Arguments(content, scope, diagnostics);
  const bucketName = given.text('bucket_name');
  const description = given.text('description');
  const oldLabels = given.textMap('labels');
  const newLabels = given.textMap('bucket_labels');
  const buildLabels = given.textMap('build_labels');
  const channels = given.texts('channels');
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const problems = [
    ...diagnostics,
    ...check({ bucketName, description, oldLabels, newLabels }, range),
  ];
  if (hasErrors(problems)) return { value: undefined, diagnostics: problems };
  const bucketLabels = newLabels.size > 0 ? newLabels : oldLabels;
  return {
    value: { range, inBuild, bucketName, description, bucketLabels, buildLabels, channels },
    diagnostics: problems,
  };
}

interface Given {
  readonly bucketName: string;
  readonly description: string;
  readonly oldLabels: ReadonlyMap<string, string>;
  readonly newLabels: ReadonlyMap<string, string>;
}

/** In Packer's order; a description that is too long hides what else is wrong. */
function check(
  { bucketName, description, oldLabels, newLabels }: Given,
  subject: Range,
): readonly Diagnostic[] {
  const error = (code: DiagnosticCode, summary: string): Diagnostic => ({
    severity: 'error',
    code,
    summary,
    detail: '',
    subject,
  });
  if (new TextEncoder().encode(description).length > 255)
    return [
      error(
        'hcp-registry-description',
        `${label}.description should have a maximum length of 255 characters`,
      ),
    ];
  const problems: Diagnostic[] = [];
  if (bucketName !== '' && !/^[a-zA-Z0-9-]{3,36}$/.test(bucketName))
    problems.push(
      error(
        'hcp-registry-bucket-name',
        `${label}.bucket_name can only contain between 3 and 36 ASCII letters, numbers and hyphens`,
      ),
    );
  if (oldLabels.size > 0 && newLabels.size > 0)
    problems.push(
      error(
        'hcp-registry-both-labels',
        `${label}.labels and ${label}.bucket_labels are mutually exclusive; ` +
          `please use the recommended argument ${label}.bucket_labels`,
      ),
    );
  else if (oldLabels.size > 0) problems.push(oldLabelsUsed);
  return problems;
}

/** Packer says this without a place. */
const oldLabelsUsed: Diagnostic = {
  severity: 'warning',
  code: 'hcp-registry-labels-deprecated',
  summary:
    `the argument ${label}.labels has been deprecated and will be removed in the next minor ` +
    `release; please use ${label}.bucket_labels`,
  detail: '',
};
