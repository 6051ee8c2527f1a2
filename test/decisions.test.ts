import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', 'docs', 'decisions');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const notes = readdirSync(folder).filter((name) => name !== 'README.md');

/** The rows of the page: number, file and title, with something said about each. */
const rows = [...read('README.md').matchAll(/^\| \[(\d{4})\]\((.+?)\) \| (.+?) \| .{20,} \|$/gm)];

it('docs/decisions/README.md lists every decision by its number and title', () => {
  const stated = notes.map((name) => [name.slice(0, 4), name, /^# (.*)$/m.exec(read(name))?.[1]]);
  const listed = rows.map(([, number, name, title]) => [number, name, `${number}. ${title}`]);
  expect(listed).toEqual(stated.sort());
});

it('no number is given twice', () => {
  expect(new Set(rows.map(([, number]) => number)).size).toBe(notes.length);
});
