import { failed, ok, once, quote, type Result } from '../../base/index.ts';

/** Runes that host names cannot have, after case folding. */
const disallowed = once(() => /[^\p{L}\p{M}\p{N}-]/u);

/**
 * The normal form of a plugin's name, which is a label as in host names: letters, digits, dashes.
 * The error is the part of a sentence that says what is wrong.
 */
export function parsePluginName(given: string): Result<string, string> {
  if (given === '') return failed('must have at least one character');
  if (given.includes('.')) return failed('dots are not allowed');
  if (given.includes('--')) return failed('cannot use multiple consecutive dashes');
  const normal = given.normalize('NFKC').toLowerCase();
  const strange = disallowed().exec(normal)?.[0].codePointAt(0);
  const reason =
    strange !== undefined
      ? `disallowed rune U+${strange.toString(16).toUpperCase().padStart(4, '0')}`
      : normal.startsWith('-') || normal.endsWith('-')
        ? `invalid label ${quote(normal)}`
        : undefined;
  if (reason === undefined) return ok(normal);
  return failed(
    'must contain only letters, digits, and dashes, ' +
      `and may not use leading or trailing dashes: idna: ${reason}`,
  );
}

const mostParts = 16;

/** Undefined if the text can be a plugin's source, such as `github.com/hashicorp/docker`. */
export function checkPluginSource(source: string): string | undefined {
  const problems = addressProblems(source);
  if (problems.length > 0)
    return [
      'The provided source URL is invalid.',
      'The following errors have been discovered:',
      ...problems.map((problem) => `* ${problem}`),
      '',
      'A valid source looks like "github.com/hashicorp/happycloud"',
    ].join('\n');
  const parts = source.split('/');
  if (parts.length > mostParts)
    return `The source URL must have at most ${mostParts} components, and the one provided has ${parts.length}.\nThis is unsupported by Packer, please consider using a source that has less components to it.\nIf this is a blocking issue for you, please open an issue to ask for supporting more components to the source URI.`;
  return typeProblem(parts.at(-1) ?? '');
}

function addressProblems(source: string): readonly string[] {
  const problems: string[] = [];
  if (source.startsWith('/')) problems.push("A source URL must not start with a '/' character.");
  if (source.endsWith('/')) problems.push("A source URL must not end with a '/' character.");
  if ((source.match(/\//g) ?? []).length < 2)
    problems.push('A source URL must at least contain a host and a path with 2 components');
  if (/^[a-z][a-z0-9+.-]*:/i.test(source))
    problems.push('A source URL must not contain a scheme (e.g. https://).');
  const [beforeFragment = '', fragment] = source.split('#');
  if (beforeFragment.includes('?') && !beforeFragment.endsWith('?'))
    problems.push('A source URL must not contain a query (e.g. ?var=val)');
  if (fragment !== undefined && fragment !== '')
    problems.push('A source URL must not contain a fragment (e.g. #anchor).');
  return problems;
}

function typeProblem(given: string): string | undefined {
  const type = parsePluginName(given);
  if (!type.ok) return `Invalid plugin type ${quote(given)} in source: ${type.error}"`;
  const redundant = 'packer-';
  const repository = 'packer-plugin-';
  if (!type.value.startsWith(redundant)) return undefined;
  const meant = type.value.slice(repository.length);
  if (type.value.startsWith(repository) && parsePluginName(meant).ok)
    return (
      `Plugin source has a type with the prefix ${quote(repository)}, which isn't valid.\n` +
      'Although that prefix is often used in the names of version control repositories for ' +
      'Packer plugins, plugin source strings should not include it.\n\n' +
      `Did you mean ${quote(meant)}?`
    );
  return (
    `Plugin source has a type with the ${quote(redundant)} prefix, which isn't valid.\n` +
    'If you are the author of this plugin, rename it to not include the prefix.\n' +
    `Ex: ${quote(type.value.slice(redundant.length))}`
  );
}
