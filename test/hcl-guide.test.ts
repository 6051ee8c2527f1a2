import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import * as library from 'tspacker/hcl';
import { expect, it } from 'vitest';

const guide = readFileSync(join(import.meta.dirname, '../docs/hcl.md'), 'utf8');

/** The first block of that kind. */
function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(guide)?.[1] ?? '';
}

it('the example in docs/hcl.md prints what stands there', () => {
  const lines: string[] = [];
  const code = block('ts').replace(
    /import \{([^}]*)\} from 'tspacker\/hcl';/,
    'const {$1} = library;',
  );
  const run = new Function('library', 'console', code);
  run(library, { log: (...words: unknown[]) => lines.push(format(...words)) });
  expect(`${lines.join('\n')}\n`).toBe(block('text'));
});

it('names in docs/hcl.md are there', () => {
  const table = guide.slice(guide.indexOf('## What there is'));
  const named = [...table.matchAll(/`([a-z]\w+)(?:\(\w+(?:, \w+)*\))?`/g)].map(([, name]) => name);
  const methods = ['partialContent', 'justAttributes', 'start', 'end', 'dynamic'];
  const absent = named.filter((name) => name && !(name in library) && !methods.includes(name));
  expect(absent).toEqual([]);
});
