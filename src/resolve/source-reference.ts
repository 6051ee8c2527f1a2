import { Arguments, type ExpandedBlock, type ExpandedBody } from '../schema/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors, type Range } from '../source/index.ts';
import { isIdentifier } from '../syntax/index.ts';

/** A source as a build names it. */
export interface SourceReference {
  readonly type: string;
  readonly name: string;
  /** The `name` of a nested `source` block. */
  readonly localName: string | undefined;
  /** What a nested `source` block adds to the source's body. */
  readonly addition: ExpandedBody | undefined;
}

/** `source.type.name` or `type.name`; of more parts the second and third count. */
export function parseSourceReference(text: string): {
  readonly type: string;
  readonly name: string;
} {
  const parts = text.split('.');
  if (parts.length < 2) return { type: '', name: '' };
  const [first = '', second = '', third = ''] = parts;
  return parts.length === 2 ? { type: first, name: second } : { type: second, name: third };
}

/** An entry of `sources`. */
export function readSourceEntry(
  text: string,
  build: Range,
): Diagnosed<SourceReference | undefined> {
  const { type, name } = parseSourceReference(text);
  if (isIdentifier(type) && isIdentifier(name))
    return { value: { type, name, localName: undefined, addition: undefined }, diagnostics: [] };
  return { value: undefined, diagnostics: [invalidReference(build)] };
}

/** A nested `source "type.name" { … }` block. Its `name` can use nothing but iterators around it. */
export function readSourceBlock(block: ExpandedBlock): Diagnosed<SourceReference | undefined> {
  const { value: content, diagnostics: found } = block.body.partialContent({
    attributes: [{ name: 'name', required: false }],
    blocks: [],
  });
  const diagnostics = [...found];
  const localName = new Arguments(content, undefined, diagnostics).text('name');
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const reference = parseSourceReference(block.labels[0] ?? '');
  const renamed = localName === '' ? undefined : localName;
  return { value: { ...reference, localName: renamed, addition: content.remain }, diagnostics };
}

function invalidReference(subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-source-reference',
    summary: 'Invalid source reference',
    detail:
      'A source type is made of three parts that are split by a dot `.`; each part must start ' +
      'with a letter and may contain only letters, digits, underscores, and dashes. ' +
      'A valid source reference looks like: `source.type.name`',
    subject,
  };
}
