// Parse speed on the public templates, ours and the oracle's.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { formatSource, parseConfig } from '../../src/syntax/index.ts';

const folder = process.env['HCL_CORPUS'] ?? join(process.cwd(), '../shared/corpus');
if (!existsSync(folder)) throw new Error('HCL_CORPUS names no folder');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const files = names
  .filter((name) => name.endsWith('.pkr.hcl'))
  .map((filename) => ({ filename, bytes: new Uint8Array(readFileSync(join(folder, filename))) }))
  .filter((file) => parseConfig(file).diagnostics.length === 0);
const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;

/** The best of several rounds after one to warm up. */
async function speed(name: string, rounds: number, work: () => unknown): Promise<number> {
  await work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  const rate = megabytes / (best / 1000);
  console.log(
    `${name}: ${rate.toFixed(2)} MB/s (${files.length} files, ${megabytes.toFixed(2)} MB)`,
  );
  return rate;
}

const ours = await speed('parse', 8, () => {
  for (const file of files) parseConfig(file);
});
await speed('format', 4, () => {
  for (const { bytes } of files) formatSource(bytes);
});
const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes));
const oracle = await speed('oracle', 1, async () => {
  for (const text of texts) await parse('x.tf', text);
});
console.log(`${(ours / oracle).toFixed(1)} times the oracle`);
process.exit(0);
