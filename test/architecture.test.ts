import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src');

/** Rank and allowed imports of every module: docs/architecture.md, "The modules". */
const modules: Readonly<Record<string, { rank: number; may: readonly string[] }>> = {
  base: { rank: 0, may: [] },
  platform: { rank: 1, may: ['base'] },
  values: { rank: 1, may: ['base'] },
  source: { rank: 1, may: ['base'] },
  gotemplate: { rank: 1, may: ['base'] },
  syntax: { rank: 2, may: ['source', 'base'] },
  components: { rank: 2, may: ['values', 'source', 'base'] },
  eval: { rank: 3, may: ['syntax', 'values', 'source', 'base'] },
  events: { rank: 3, may: ['components', 'source', 'base'] },
  wire: { rank: 3, may: ['components', 'values', 'source', 'base'] },
  communicators: { rank: 3, may: ['components', 'platform', 'values', 'base'] },
  schema: { rank: 4, may: ['eval', 'syntax', 'components', 'values', 'source', 'base'] },
  template: { rank: 4, may: ['eval', 'syntax', 'values', 'source', 'platform', 'base'] },
  legacy: { rank: 4, may: ['gotemplate', 'syntax', 'values', 'source', 'platform', 'base'] },
  sdk: {
    rank: 4,
    may: [
      'wire',
      'communicators',
      'components',
      'gotemplate',
      'values',
      'source',
      'platform',
      'base',
    ],
  },
  pluginhost: { rank: 4, may: ['wire', 'events', 'components', 'platform', 'base'] },
  pluginstore: { rank: 4, may: ['events', 'components', 'source', 'platform', 'base'] },
  ui: { rank: 4, may: ['events', 'source', 'platform', 'base'] },
  journal: { rank: 4, may: ['events', 'platform', 'base'] },
  builtin: { rank: 5, may: ['sdk'] },
  registry: { rank: 5, may: ['pluginhost', 'pluginstore', 'components', 'source', 'base'] },
  resolve: {
    rank: 5,
    may: [
      'template',
      'legacy',
      'schema',
      'eval',
      'syntax',
      'components',
      'values',
      'source',
      'platform',
      'base',
    ],
  },
  prepare: {
    rank: 6,
    may: ['resolve', 'template', 'schema', 'eval', 'components', 'values', 'source', 'base'],
  },
  engine: { rank: 7, may: ['prepare', 'events', 'components', 'values', 'source', 'base'] },
  app: { rank: 8, may: [] },
  cli: { rank: 9, may: [] },
};
const outOfBoundsForApp = ['ui', 'journal', 'builtin', 'pluginhost', 'app', 'cli'];
for (const name of Object.keys(modules)) {
  if (!outOfBoundsForApp.includes(name)) (modules.app!.may as string[]).push(name);
  if (name !== 'cli') (modules.cli!.may as string[]).push(name);
}

/** Entry points of the package that are no module: they re-export faces. */
const entryFiles = ['hcl.ts', 'sdk.ts'];

interface Import {
  readonly specifier: string;
  /** Relative to src, for our own files. */
  readonly target?: string;
}
interface SourceFile {
  /** Relative to src. */
  readonly path: string;
  readonly module: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

/** Comments and the insides of strings hold no code; imports are read before this. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const own = relative(source, path);
  const imports = [...withoutComments(text).matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3]!;
    if (!specifier.startsWith('.')) return { specifier };
    return { specifier, target: normalize(join(dirname(own), specifier)) };
  });
  return {
    path: own,
    module: own.includes('/') ? own.slice(0, own.indexOf('/')) : '',
    text,
    lines: text.split('\n').length - 1,
    imports,
  };
}

const files = filesBelow(source).map(read);
const byPath = new Map(files.map((file) => [file.path, file]));

describe('architecture', () => {
  it('knows every module', () => {
    const found = [...new Set(files.map((file) => file.module))].filter((name) => name !== '');
    expect(found.filter((name) => !(name in modules))).toEqual([]);
    expect(files.filter((file) => file.module === '').map((file) => file.path)).toEqual(
      entryFiles.filter((name) => byPath.has(name)),
    );
  });

  it('imports downhill only, and other modules by their face', () => {
    const wrong: string[] = [];
    for (const file of files.filter((each) => each.module !== '')) {
      const { may } = modules[file.module]!;
      for (const { specifier, target } of file.imports) {
        if (target === undefined) continue;
        const other = target.slice(0, target.indexOf('/'));
        if (!byPath.has(target)) wrong.push(`${file.path}: ${specifier} does not exist`);
        else if (other === file.module) {
          if (target === `${other}/index.ts`) wrong.push(`${file.path}: imports its own face`);
        } else if (!may.includes(other)) wrong.push(`${file.path}: may not import ${other}`);
        else if (target !== `${other}/index.ts`)
          wrong.push(`${file.path}: imports ${target} past the face of ${other}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no import cycles, types included', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const { target } of byPath.get(path)?.imports ?? [])
        if (target !== undefined && byPath.has(target)) walk(target, [...trail, path]);
      state.set(path, 'done');
    };
    for (const file of files) walk(file.path, []);
    expect(cycles).toEqual([]);
  });

  it('keeps Node out of the middle', () => {
    const edges = ['platform', 'communicators', 'pluginhost', 'builtin'];
    const edgeFiles = ['sdk/serve.ts', 'cli/main.ts'];
    const wrong = files
      .filter((file) => !edges.includes(file.module) && !edgeFiles.includes(file.path))
      .flatMap((file) =>
        file.imports
          .filter(({ specifier }) => specifier.startsWith('node:'))
          .map(({ specifier }) => `${file.path}: ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  it('lets nobody print, exit or look at the clock but the edge', () => {
    const pattern =
      /(?<![\w.'"`])(console\.(?:log|error|warn|info|debug|trace|dir|table|assert|count|group|time)\w*\(|process\.(?:exit|env|stdout|stderr|stdin)\b|Date\.now\(|Math\.random\(|new Date\(\))/g;
    const allowed = (file: SourceFile) =>
      file.module === 'platform' || ['cli/main.ts', 'sdk/serve.ts'].includes(file.path);
    const wrong = files
      .filter((file) => !allowed(file))
      .flatMap((file) =>
        [...withoutComments(file.text).matchAll(pattern)].map((m) => `${file.path}: ${m[1]}`),
      );
    expect(wrong).toEqual([]);
  });

  it('lets built-ins and plugins see the SDK only', () => {
    const plugins = join(root, 'plugins');
    const wrong: string[] = [];
    for (const path of filesBelow(plugins).filter((each) => each.includes('/src/'))) {
      const text = withoutComments(readFileSync(path, 'utf8'));
      for (const match of text.matchAll(importPattern)) {
        const specifier = match[1] ?? match[2] ?? match[3]!;
        const ours = specifier.startsWith('tspacker') && specifier !== 'tspacker/sdk';
        const escapes =
          specifier.startsWith('.') &&
          !normalize(join(dirname(path), specifier)).includes('/plugins/');
        if (ours || escapes) wrong.push(`${relative(root, path)}: ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps no mutable state at module level', () => {
    const wrong = files.flatMap((file) =>
      [...withoutComments(file.text).matchAll(/^(?:export )?(?:let|var) \w+/gm)].map(
        (match) => `${file.path}: ${match[0]}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps files short (generated tables exempt)', () => {
    const long = files.filter((file) => file.lines > 500 && !file.path.endsWith('.table.ts'));
    expect(long.map((file) => `${file.path}: ${file.lines} lines`)).toEqual([]);
  });

  it('asserts types rarely', () => {
    const lines = files.reduce((sum, file) => sum + file.lines, 0);
    const counted = files.map((file) => {
      const body = withoutComments(file.text).replace(
        /(?:import|export)\s[^;]*?from\s*'[^']+'/g,
        '',
      );
      const matches = body.match(/[\w)\]}>] as (?!const\b)[A-Z{([a-z]/g) ?? [];
      return { path: file.path, count: matches.length };
    });
    const total = counted.reduce((sum, each) => sum + each.count, 0);
    const most = counted.filter((each) => each.count > 0).sort((a, b) => b.count - a.count);
    const listed = most.slice(0, 12).map((each) => `${each.path}: ${each.count}`);
    expect(total, `assertions per file:\n${listed.join('\n')}`).toBeLessThanOrEqual(
      Math.ceil((lines * 3) / 1000),
    );
  });

  it('documents every export of a face', () => {
    const wrong: string[] = [];
    for (const file of files.filter((each) => /^\w+\/index\.ts$/.test(each.path))) {
      for (const match of file.text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)) {
        const target = byPath.get(normalize(join(file.module, match[2]!)));
        for (const raw of match[1]!.split(',')) {
          const name = raw
            .replace(/\btype\b/, '')
            .replace(/ as .*/, '')
            .trim();
          if (name === '' || target === undefined) continue;
          const declared = new RegExp(
            `(\\*/\\n|)export (?:declare )?(?:abstract )?(?:async )?(?:function\\*?|class|interface|type|const) ${name}\\b`,
          ).exec(target.text);
          if (declared && declared[1] === '') wrong.push(`${target.path}: ${name}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
