// Measures whole processes: CPU seconds (user + system, children included) and, where it matters, the peak memory of our own
// process. `node test/bench/run.mjs [NAME...]`; compares with a `packer` on PATH where there is one. Figures are for people:
// no test asserts on them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const ours = [process.execPath, join(root, 'dist', 'cli', 'main.js')];
const packer = spawnSync('sh', ['-c', 'command -v packer'], { encoding: 'utf8' }).stdout.trim();
const folder = mkdtempSync(join(tmpdir(), 'tspacker-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const environment = { ...inherited, CHECKPOINT_DISABLE: '1', PACKER_NO_COLOR: '1' };

const seconds = (text) => {
  const [, minutes, rest] = /(\d+)m([\d.]+)s/.exec(text);
  return 60 * Number(minutes) + Number(rest);
};

/** CPU seconds of one run, by the shell's own book-keeping of its children. */
function cpu(command, options = {}) {
  const script = '"$@" >/dev/null 2>&1; times';
  const ran = spawnSync('bash', ['-c', script, 'bench', ...command], {
    encoding: 'utf8',
    env: environment,
    maxBuffer: 1 << 30,
    ...options,
  });
  const [, children] = ran.stdout.trim().split('\n').slice(-2);
  return children
    .split(' ')
    .map(seconds)
    .reduce((a, b) => a + b, 0);
}

/** Peak memory of the command itself, in MiB. */
function memory(args, options = {}) {
  const report = join(folder, 'memory');
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`,
  );
  spawnSync(ours[0], ['--require', hook, ours[1], ...args], {
    stdio: 'ignore',
    env: environment,
    ...options,
  });
  return Number(readFileSync(report, 'utf8')) / 1024;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function measure(command, runs, options) {
  cpu(command, options);
  return median(Array.from({ length: runs }, () => cpu(command, options)));
}

/** A folder with the files of a scenario. */
function files(name, contents) {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(contents)) writeFileSync(join(path, file), text);
  return path;
}

const range = (count) => Array.from({ length: count }, (_, index) => index);

function manyBuilds(count) {
  const sources = range(count).map((i) => `source "null" "n${i}" {\n  communicator = "none"\n}\n`);
  const names = range(count).map((i) => `    "source.null.n${i}",`);
  return `${sources.join('')}build {\n  sources = [\n${names.join('\n')}\n  ]\n  provisioner "shell-local" {\n    inline = ["true"]\n  }\n}\n`;
}

function fortyOneFiles() {
  const result = {};
  for (const file of range(40)) {
    const variables = range(100).map(
      (i) => `variable "v${file}_${i}" {\n  type    = string\n  default = "value ${i}"\n}\n`,
    );
    const locals = range(50).map(
      (i) => `  l${file}_${i} = "\${var.v${file}_${i}}-\${upper(var.v${file}_${i + 50})}"`,
    );
    const sources = range(5).map(
      (i) => `source "null" "s${file}_${i}" {\n  communicator = "none"\n}\n`,
    );
    result[`f${file}.pkr.hcl`] =
      `${variables.join('')}locals {\n${locals.join('\n')}\n}\n${sources.join('')}`;
  }
  const all = range(40).flatMap((file) => range(5).map((i) => `    "source.null.s${file}_${i}",`));
  result['build.pkr.hcl'] =
    `build {\n  sources = [\n${all.join('\n')}\n  ]\n  provisioner "shell-local" {\n    inline = ["echo \${local.l0_0}"]\n  }\n}\n`;
  return result;
}

const scenarios = {
  version: { args: ['version'], runs: 9 },
  hello: { args: ['build', join(root, 'examples', 'hello')], runs: 5 },
  '200 builds': {
    args: ['build', files('many', { 'a.pkr.hcl': manyBuilds(200) })],
    runs: 3,
    memory: true,
  },
  '1,000,000 lines': {
    args: [
      'build',
      files('lines', {
        'a.pkr.hcl':
          'source "null" "a" {\n  communicator = "none"\n}\nbuild {\n  sources = ["source.null.a"]\n  provisioner "shell-local" {\n    inline = ["seq 1 1000000"]\n  }\n}\n',
      }),
    ],
    runs: 1,
    memory: true,
    slowForPacker: true,
  },
  '41 files validate': {
    args: ['validate', files('large', fortyOneFiles())],
    runs: 3,
    memory: true,
  },
  '41 files syntax only': { args: ['validate', '-syntax-only', join(folder, 'large')], runs: 3 },
  '41 files inspect': { args: ['inspect', join(folder, 'large')], runs: 3 },
};

const wanted = process.argv.slice(2);
const bare = measure([process.execPath, '-e', '0'], 9);
console.log(`bare node: ${bare.toFixed(3)} s of CPU; packer: ${packer || 'not on PATH'}`);
console.log(
  '| what | tspacker, s of CPU | packer, s of CPU | ratio | peak memory, MiB |\n|---|---|---|---|---|',
);
for (const [name, scenario] of Object.entries(scenarios)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const own = measure([...ours, ...scenario.args], scenario.runs, { cwd: folder });
  const compared = packer !== '' && !scenario.slowForPacker;
  const theirs = compared
    ? measure([packer, ...scenario.args], Math.min(3, scenario.runs), { cwd: folder })
    : undefined;
  const cells = [
    name,
    own.toFixed(2),
    theirs?.toFixed(2) ?? '-',
    theirs ? (own / theirs).toFixed(2) : '-',
    scenario.memory ? memory(scenario.args, { cwd: folder }).toFixed(0) : '-',
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
