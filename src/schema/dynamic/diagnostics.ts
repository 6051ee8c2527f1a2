import type { Diagnostic, Range } from '../../source/index.ts';
import { quote } from '../../values/index.ts';

const error = (code: string, summary: string, detail: string, subject: Range): Diagnostic => ({
  severity: 'error',
  code,
  summary,
  detail,
  subject,
});

/** A `dynamic` block for a block type that has no place here. */
export function unsupportedDynamicBlock(typeName: string, subject: Range): Diagnostic {
  const detail = `Blocks of type ${quote(typeName)} are not expected here.`;
  return error('unsupported-block', 'Unsupported block type', detail, subject);
}

/** `for_each` that nobody can iterate over. */
export function invalidForEach(detail: string, subject: Range): Diagnostic {
  return error('invalid-dynamic-for-each', 'Invalid dynamic for_each value', detail, subject);
}

/** `iterator` that is more than a name. */
export function invalidIterator(subject: Range): Diagnostic {
  const detail = 'Dynamic iterator must be a single variable name.';
  return error('invalid-dynamic-iterator', 'Invalid dynamic iterator name', detail, subject);
}

/** Too many or too few `labels`. */
export function wrongLabelCount(
  amount: 'Extraneous' | 'Insufficient',
  typeName: string,
  wanted: number,
  subject: Range,
): Diagnostic {
  const summary =
    amount === 'Extraneous'
      ? 'Extraneous dynamic block label'
      : 'Insufficient dynamic block labels';
  const detail = `Blocks of type ${quote(typeName)} require ${wanted} label(s).`;
  return error('dynamic-label-count', summary, detail, subject);
}

/** No `content` block. */
export function missingContent(subject: Range): Diagnostic {
  const detail =
    'A dynamic block must have a nested block of type "content" ' +
    'to describe the body of each generated block.';
  return error('missing-dynamic-content', 'Missing dynamic content block', detail, subject);
}

/** A second `content` block. */
export function extraneousContent(subject: Range): Diagnostic {
  const detail = 'Only one nested content block is allowed for each dynamic block.';
  return error('extraneous-dynamic-content', 'Extraneous dynamic content block', detail, subject);
}

/** A label that is not a known text. */
export function invalidDynamicLabel(detail: string, subject: Range): Diagnostic {
  return error('invalid-dynamic-label', 'Invalid dynamic block label', detail, subject);
}
