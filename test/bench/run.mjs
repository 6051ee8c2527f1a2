// Measures whole processes: CPU seconds (user + system, children included) and, where it matters, the peak memory of our own
// process. `node test/bench/run.mjs [NAME...]`; compares with a `packer` on PATH where there is one. `plugins` is what goes over the
// wires (plugins.mjs), `large-plugins` one of ten plugins of 100 MB (large-plugins.mjs), `language` the language alone (language.mjs). Figures are for
// people: no test asserts on them.
import { join } from 'node:path';
import { files, folder, measure, observed, ours, packer, root } from './measure.mjs';

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
  'console, 5,000 lines': {
    args: ['console', files('console', { 'a.pkr.hcl': 'locals {\n  a = "x"\n}\n' })],
    runs: 3,
    input: range(5000)
      .map(
        (i) =>
          ['upper("${local.a}-${1 + 1}")', `${i} * 2.5`, `[for n in [1, ${i}] : n + 1]`][i % 3],
      )
      .join('\n'),
  },
  '41 files inspect': { args: ['inspect', join(folder, 'large')], runs: 3 },
};

const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
const bare = measure([process.execPath, '-e', '0'], 9);
console.log(`bare node: ${bare.toFixed(3)} s of CPU; packer: ${packer || 'not on PATH'}`);
console.log(
  '| what | tspacker, s of CPU | packer, s of CPU | ratio | peak memory, MiB |\n|---|---|---|---|---|',
);
for (const [name, scenario] of Object.entries(scenarios)) {
  if (!isWanted(name)) continue;
  const options = { cwd: folder, input: scenario.input ?? '' };
  const own = measure([...ours, ...scenario.args], scenario.runs, options);
  const compared = packer !== '' && !scenario.slowForPacker;
  const theirs = compared
    ? measure([packer, ...scenario.args], Math.min(3, scenario.runs), options)
    : undefined;
  const cells = [
    name,
    own.toFixed(2),
    theirs?.toFixed(2) ?? '-',
    theirs ? (own / theirs).toFixed(2) : '-',
    scenario.memory ? observed(scenario.args, { cwd: folder }).memory.toFixed(0) : '-',
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

if (isWanted('language')) await import('./language.mjs');
if (isWanted('plugins')) await import('./plugins.mjs');
if (isWanted('large-plugins')) await import('./large-plugins.mjs');
