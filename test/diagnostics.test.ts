import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src');

/**
 * How the sources write a code and its summary. Whoever finds a fourth way adds it here:
 *
 *  1. `code: 'a-code', summary: 'A summary'`, also with a constant or a parameter as summary;
 *  2. a constructor that is called `words`, `error`, `problem` or `complain`, with both first;
 *  3. a tuple `['a-code', 'A summary', …`.
 */
const literal = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\`(?:[^\`\\]|\\.)*\`)`;
const text = `${literal}(?:\\s*\\+\\s*${literal})*`;
const code = "'([a-z0-9]+(?:-[a-z0-9]+)+)'";
const places = [
  new RegExp(`\\bcode(?::| =) ${code}[,;]\\s*(?:summary:\\s*(${text}|\\w+))?`, 'g'),
  new RegExp(`\\b(?:words|error|problem|complain)\\(\\s*${code},\\s*(${text}|\\w+)`, 'g'),
  new RegExp(`\\[\\s*${code},\\s*((?=.[A-Z])${text})`, 'g'),
];

/** Several summaries of one mistake, which only differ in where it was made. */
const severalSummaries: ReadonlySet<string> = new Set([
  'incompatible-variable-value',
  'invalid-object-key',
  'json-mismatched-brackets',
  'json-missing-value',
  'json-trailing-comma',
  'required-plugin-source',
  'undeclared-variable',
]);

/** The caller of the constructor words the summary, or a plugin does. */
const givenSummaries: ReadonlySet<string> = new Set([
  'component-not-loaded',
  'data-source-failed',
  'dynamic-label-count',
  'format-failed',
  'json-duplicate-argument',
  'plugin-lock',
  'plugin-not-installed',
  'selection-without-match',
  'source-rejected',
  'source-warning',
  'template-files',
]);

interface Found {
  readonly modules: Set<string>;
  /** As written, with `…` for every part that depends on the case. */
  readonly summaries: Set<string>;
  /** True if some summary is not written next to the code. */
  given: boolean;
}

/** The text of literals, joined; constants of the file are filled in. */
function wording(written: string, before: string): string {
  return [...written.matchAll(new RegExp(literal, 'g'))]
    .map(([part]) =>
      part
        .slice(1, -1)
        .replace(/\$\{(\w*)[^}]*\}/g, (_, name: string) => constant(name, before) ?? '…')
        .replace(/\\(.)/g, '$1'),
    )
    .join('');
}

/** What a name stands for: a constant of the file, or one of the lines just before. */
function constant(name: string, before: string): string | undefined {
  const all = [...before.matchAll(new RegExp(`^( *)const ${name} =\\s+([^;]*);`, 'gm'))];
  const visible = all.filter(({ 1: indent, index }) => {
    return indent === '' || before.slice(index).split('\n').length <= 8;
  });
  const value = visible.at(-1)?.[2];
  if (value === undefined || !new RegExp(`^${text}$`).test(value)) return undefined;
  return wording(value, '');
}

function codesOfSources(): ReadonlyMap<string, Found> {
  const codes = new Map<string, Found>();
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const [module = ''] = relative(source, path).split(sep);
    const content = readFileSync(path, 'utf8');
    for (const match of places.flatMap((place) => [...content.matchAll(place)])) {
      const [whole, name = '', written = 'summary'] = match;
      const before = content.slice(0, match.index + whole.length);
      const summary = /^\w/.test(written) ? constant(written, before) : wording(written, before);
      const found = codes.get(name) ?? { modules: new Set(), summaries: new Set(), given: false };
      codes.set(name, found);
      found.modules.add(module);
      if (summary === undefined) found.given = true;
      else if (summary !== '') found.summaries.add(summary);
    }
  }
  return codes;
}

interface Row {
  readonly module: string;
  readonly code: string;
  readonly summaries: readonly string[];
  readonly explanation: string;
}

/** The rows of the page: `` | `code` | `summary` | explanation | `` below a heading with a module. */
function rowsOfPage(): readonly Row[] {
  const rows: Row[] = [];
  let module = '';
  for (const line of readFileSync(join(root, 'docs', 'diagnostics.md'), 'utf8').split('\n')) {
    module = /^## `(\w+)`/.exec(line)?.[1] ?? module;
    const cells = /^\| `([a-z0-9-]+)` \| (.*?) \| (.*) \|$/.exec(line);
    if (cells === null) continue;
    const [, name = '', shown = '', explanation = ''] = cells;
    const summaries = [...shown.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);
    rows.push({ module, code: name, summaries, explanation });
  }
  return rows;
}

const codes = codesOfSources();
const rows = rowsOfPage();
const sorted = (values: Iterable<string>) => [...values].sort();

describe('the codes of diagnostics', () => {
  it('are found in every way to write them', () => {
    const samples = ['missing-plugins', 'unclosed-block', 'condition-is-null', 'json-unclosed'];
    expect(samples.filter((sample) => !codes.has(sample))).toEqual([]);
  });

  it('name one mistake each', () => {
    const several = [...codes].filter(([, { summaries, given }]) => summaries.size > 1 && !given);
    expect(sorted(several.map(([name]) => name))).toEqual(sorted(severalSummaries));
  });

  it('have their summary next to them, apart from the known ones', () => {
    const given = [...codes].filter(([, found]) => found.given);
    expect(sorted(given.map(([name]) => name))).toEqual(sorted(givenSummaries));
  });
});

describe('docs/diagnostics.md', () => {
  it('explains every code once, and no other', () => {
    expect(sorted(rows.map((row) => row.code))).toEqual(sorted(codes.keys()));
  });

  it('has every code below the module that reports it', () => {
    const misplaced = rows.filter((row) => !codes.get(row.code)?.modules.has(row.module));
    expect(misplaced.map((row) => row.code)).toEqual([]);
  });

  it('shows the summaries as they are printed', () => {
    const wrong = rows.filter((row) => {
      const found = codes.get(row.code);
      if (found === undefined || found.given) return false;
      return sorted(row.summaries).join('\n') !== sorted(found.summaries).join('\n');
    });
    expect(wrong.map((row) => [row.code, ...row.summaries])).toEqual([]);
  });

  it('says something about each', () => {
    const silent = rows.filter((row) => !/^[A-Z`].{20,}[.]$/.test(row.explanation));
    expect(silent.map((row) => row.code)).toEqual([]);
  });
});
