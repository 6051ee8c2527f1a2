import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  fixedProblem,
  fixTemplate,
  readTemplate,
  upgradeTemplate,
} from '../../src/legacy/index.ts';
import { nodeEnvironment, nodeFiles } from '../../src/platform/index.ts';
import { reporter } from '../../src/source/index.ts';
import { loadTemplate } from '../../src/template/index.ts';

const shared = process.env.TSPACKER_SHARED ?? join(import.meta.dirname, '../../../shared');
const goldens = join(shared, 'golden/corpus');
const corpus = join(shared, 'corpus');
const present = existsSync(goldens) && existsSync(corpus);

interface Row {
  readonly id: string;
  readonly exit: number;
  readonly out: Text;
  readonly file?: Text;
  /** Lines that Packer itself prints in random order, or that vary from run to run. */
  readonly order?: string;
  readonly mask?: unknown;
}
type Text = string | { readonly sha256: string };

const rows = (name: string): readonly Row[] =>
  readFileSync(join(goldens, name), 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line))
    .filter(({ order, mask }) => order === undefined && mask === undefined);

const isSame = (text: string, golden: Text | undefined): boolean =>
  typeof golden === 'object'
    ? createHash('sha256').update(text).digest('hex') === golden.sha256
    : text === (golden ?? '');

const folder = mkdtempSync(join(tmpdir(), 'tspacker-legacy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder that is missing is a mistake on the machines that must have it. */
const run = present || process.env.CI !== undefined ? describe : describe.skip;

run(`real templates (${present ? corpus : `skipped: no ${corpus}`})`, () => {
  test('are fixed as recorded', { timeout: 300_000 }, () => {
    const different = rows('fix.jsonl').filter((row) => {
      const fixed = fixTemplate(readFileSync(join(corpus, row.id)));
      const said = fixed.ok ? [fixed.value, fixedProblem(fixed.value)] : [fixed.error];
      const out = said.filter((line) => line !== undefined).map((line) => `${line}\n`);
      return !isSame(out.join(''), row.out);
    });
    expect(different.map(({ id }) => id)).toEqual([]);
  });

  test('are upgraded as recorded, to what can be read again', { timeout: 300_000 }, async () => {
    const platform = { files: nodeFiles(), environment: nodeEnvironment() };
    const different: string[] = [];
    const unreadable: string[] = [];
    for (const row of rows('upgrade.jsonl')) {
      const template = readTemplate(readFileSync(join(corpus, row.id)), `/${row.id}`);
      const { bytes } = template.ok ? upgradeTemplate(template.value, false) : { bytes: '' };
      if (!isSame(Buffer.from(bytes).toString(), row.file)) different.push(row.id);
      const path = join(folder, 'upgraded.pkr.hcl');
      writeFileSync(path, bytes);
      const reports = reporter();
      await loadTemplate({ path, coreVersion: '1.16.0' }, platform, reports);
      if (reports.hasErrors) unreadable.push(row.id);
    }
    expect({ different, unreadable }).toEqual({ different: [], unreadable: [] });
  });
});
