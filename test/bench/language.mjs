// Measures the language alone, through the library: speed on the public templates (HCL_CORPUS) against the oracle, and how time
// grows with a template. Child processes of a cold measurement run this file again: `language.mjs cold ours|oracle FILE...`.
//
// Warm: CPU seconds of one process that went through all templates once already. Cold: CPU seconds of whole processes that start,
// go through the templates once and end; a process for all templates, and one for each of a sample. Ours parses and evaluates every argument (names are worth something unknown, all functions
// are there) or parses only; the oracle parses and writes JSON. Each starts its own way: ours loads the library, the oracle its WebAssembly.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const corpus = process.env.HCL_CORPUS ?? join(root, '../shared/corpus');
const library = join(root, 'dist/hcl.js');
const self = fileURLToPath(import.meta.url);

const cpuOf = async (work) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** Loaded by whoever needs it, as the command does. */
const crypto = () => process.getBuiltinModule('node:crypto');

/** A world without files and network. */
const ports = {
  files: {
    read: (path) => ({ ok: false, error: { code: 'ENOENT', message: `open ${path}` } }),
    status: (path) => ({ ok: false, error: { code: 'ENOENT', message: `stat ${path}` } }),
    list: (path) => ({ ok: false, error: { code: 'ENOENT', message: `open ${path}` } }),
  },
  environment: { cwd: '/', home: '/', variables: {} },
  now: () => new Date(0),
  randomBytes: (count) => new Uint8Array(count),
  digest: (algorithm, bytes) => crypto().createHash(algorithm).update(bytes).digest(),
  hmacSha256: (key, bytes) => crypto().createHmac('sha256', key).update(bytes).digest(),
  deflate: (bytes) => bytes,
  request: () => ({ ok: false, error: 'no network' }),
};

/** Parses a file, as the oracle does. */
async function ourParser() {
  const { parseConfig } = await import(library);
  return async (file) => parseConfig(file);
}

/** `env`, which only defaults of variables may call. */
const environmentFunction = ({ string, stringType }) => ({
  name: 'env',
  parameters: [{ name: 'key', type: stringType }],
  returns: stringType,
  call: () => ({ ok: true, value: string('') }),
});

/** Parses a file and evaluates all that it says; the types of variables are read as types. */
async function ourReader() {
  const hcl = await import(library);
  const functions = hcl.functionTable(ports, { folder: '/', started: new Date(0) });
  const variables = { get: () => hcl.dynamicUnknown, keys: () => [] };
  const scope = { variables, functions };
  const defaults = { functions: new Map([['env', environmentFunction(hcl)]]), parent: scope };
  const evaluateBody = ({ attributes, blocks }, around) => {
    for (const { name, expression } of attributes.values()) {
      const isType = around === 'variable' && name === 'type';
      if (isType) hcl.readTypeConstraint(expression, 'with-defaults');
      else hcl.evaluate(expression, around === 'variable' ? defaults : scope);
    }
    for (const { type, body } of blocks) evaluateBody(body, type);
  };
  return async ({ filename, bytes, text }) => {
    await functions.prepare(text);
    const { value, diagnostics } = hcl.parseConfig({ filename, bytes });
    if (diagnostics.length > 0) throw new Error(`${filename} has mistakes`);
    evaluateBody(value, '');
  };
}

async function oracleReader() {
  const { parse } = createRequire(import.meta.url)('@cdktf/hcl2json');
  return ({ text }) => parse('x.tf', text);
}

const readers = { ours: ourReader, 'ours, parsing': ourParser, oracle: oracleReader };

function load(paths) {
  return paths.map((filename) => {
    const bytes = new Uint8Array(readFileSync(filename));
    return { filename, bytes, text: new TextDecoder().decode(bytes) };
  });
}

if (process.argv[2] === 'cold') {
  const [, , , who, ...paths] = process.argv;
  const read = await readers[who]();
  for (const file of load(paths)) await read(file);
  process.exit(0);
}

// Not before: it prepares measurements, which is no part of what is measured.
const { cpu, files, measure, median, ours, packer } = await import('./measure.mjs');

/** The templates that both accept. */
async function templates() {
  const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' });
  const { parseConfig } = await import(library);
  const found = load(names.filter((name) => name.endsWith('.pkr.hcl')).map((n) => join(corpus, n)));
  return found.filter((file) => parseConfig(file).diagnostics.length === 0);
}

const megabytes = (all) => all.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;

async function warm(who, all, rounds) {
  const read = await readers[who]();
  const once = async () => {
    for (const file of all) await read(file);
  };
  await once();
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await cpuOf(once));
  return Math.min(...times);
}

function cold(who, all, runs) {
  const command = [process.execPath, self, 'cold', who, ...all.map(({ filename }) => filename)];
  return median(Array.from({ length: runs }, () => cpu(command)));
}

/** One process for each template, as a command or a hook is run; the sum of their times. */
function coldEach(who, all, runs) {
  return all.reduce((sum, file) => sum + cold(who, [file], runs), 0);
}

function row(name, all, own, theirs) {
  const rate = (seconds) =>
    `${(megabytes(all) / seconds).toFixed(2)} MB/s (${seconds.toFixed(3)} s)`;
  console.log(`| ${name} | ${rate(own)} | ${rate(theirs)} | ${(theirs / own).toFixed(1)} |`);
}

async function againstOracle() {
  const all = await templates();
  const bySize = all.toSorted((one, other) => one.bytes.length - other.bytes.length);
  const middle = [bySize[Math.floor(bySize.length / 2)]];
  const sample = bySize.filter((_, index) => index % 20 === 10);
  console.log(
    `${all.length} templates, ${megabytes(all).toFixed(2)} MB; the middle one has ${middle[0].bytes.length} bytes\n` +
      '| parse and evaluate | tspacker | oracle | times as fast |\n|---|---|---|---|',
  );
  row('warm', all, await warm('ours', all, 5), await warm('oracle', all, 1));
  const oracleCold = cold('oracle', all, 3);
  row('cold, all templates', all, cold('ours', all, 5), oracleCold);
  row('… parsed only, as the oracle does', all, cold('ours, parsing', all, 5), oracleCold);
  row('cold, the middle one', middle, cold('ours', middle, 5), cold('oracle', middle, 5));
  row(
    `cold, each of ${sample.length} in a process of its own`,
    sample,
    coldEach('ours', sample, 3),
    coldEach('oracle', sample, 1),
  );
}

const range = (count) => Array.from({ length: count }, (_, index) => index);

const shapes = {
  blocks: (count) =>
    range(count)
      .map((i) => `variable "v${i}" {\n  type    = string\n  default = "value ${i}"\n}\n`)
      .join(''),
  'a chain of locals': (count) =>
    `locals {\n${range(count)
      .map((i) => `  l${i} = ${i === 0 ? '0' : `local.l${i - 1} + 1`}\n`)
      .join('')}}\n`,
};

/** `validate` of a template of a shape, once, twice and four times as large. */
function growth(name, shape, program) {
  const times = [10_000, 20_000, 40_000].map((count) => {
    const path = files(`${name}-${count}`, { 'a.pkr.hcl': shape(count) });
    return measure([...program, 'validate', path], 1);
  });
  const [once, twice, fourTimes] = times;
  const ratios = `${(twice / once).toFixed(1)}, ${(fourTimes / once).toFixed(1)}`;
  return `${times.map((seconds) => seconds.toFixed(2)).join(', ')} (${ratios} times)`;
}

if (existsSync(corpus)) await againstOracle();
else console.log('speed on the public templates: skipped, HCL_CORPUS names no folder');

console.log(
  '| validate, s of CPU | 10,000, 20,000, 40,000 by tspacker | by packer |\n|---|---|---|',
);
for (const [name, shape] of Object.entries(shapes)) {
  const theirs = packer === '' ? '-' : growth(name, shape, [packer]);
  console.log(`| ${name} | ${growth(name, shape, ours)} | ${theirs} |`);
}
