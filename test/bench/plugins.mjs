// Measures what goes over the wires: bytes through the communicator and calls, between two plugins with the host in the middle,
// against `cat` on a pipe and against a `packer` on PATH; and `validate` with twelve plugins of which one is needed. Each plugin
// tells how long its own calls took (test/go-plugin/flow.go, test/bench/flow-plugin.mjs).
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  environment,
  files,
  folder,
  measure,
  median,
  observed,
  ours,
  packer,
  root,
} from './measure.mjs';

const megabyte = 1e6;
const bytes = Number(process.env.BENCH_MB ?? 1000) * megabyte;
const calls = 10_000;
const installed = 12;

const hasGo = spawnSync('go', ['version']).status === 0;

/** Bytes per second from this process through `cat` back to it. */
async function catSpeed() {
  const cat = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
  const piece = new Uint8Array(64 * 1024);
  const start = performance.now();
  const feed = async () => {
    for (let sent = 0; sent < bytes; sent += piece.length)
      if (!cat.stdin.write(piece)) await new Promise((resolve) => cat.stdin.once('drain', resolve));
    cat.stdin.end();
  };
  const drain = async () => {
    for await (const _ of cat.stdout);
  };
  await Promise.all([feed(), drain()]);
  return bytes / ((performance.now() - start) / 1000);
}

const world = (plugins) => ({
  ...environment,
  PACKER_PLUGIN_PATH: plugins,
  PACKER_CONFIG_DIR: folder,
  PACKER_CACHE_DIR: join(folder, 'cache'),
});

/** A plugin of our SDK: a program that loads the other file. */
function sdkPlugin(plugins) {
  const path = join(plugins, 'packer-plugin-sdk');
  const main = JSON.stringify(join(import.meta.dirname, 'flow-plugin.mjs'));
  writeFileSync(path, `#!/usr/bin/env node\nimport(${main});\n`);
  chmodSync(path, 0o755);
}

/** The Go plugin, installed under as many names. */
function goPlugins(plugins) {
  const binary = join(folder, 'packer-plugin-rig');
  execFileSync('go', ['build', '-modfile=sdk-0.6.mod', '-o', binary, '.'], {
    cwd: join(root, 'test', 'go-plugin'),
    stdio: 'inherit',
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
  });
  for (let at = 0; at < installed; at += 1)
    execFileSync(
      ours[0],
      [ours[1], 'plugins', 'install', '--path', binary, `github.com/bench/rig${at}`],
      { stdio: 'ignore', env: world(plugins) },
    );
}

const template = ([builder, provisioner], moved) => `
source "${builder}-flow" "m" {}
build {
  sources = ["source.${builder}-flow.m"]
  provisioner "${provisioner}-flow" {
    up   = ${moved}
    down = ${moved}
  }
  post-processor "${provisioner}-flow" {
    calls = ${moved === bytes ? calls : 1}
  }
}
`;

/** A build of one plugin's machine with the other plugin's provisioner. */
function flow(run, pair, moved) {
  const [builder, provisioner] = pair;
  const name = `${builder}-${provisioner}-${moved}`;
  const path = join(files(name, { 'a.pkr.hcl': template(pair, moved) }), 'a.pkr.hcl');
  const ran = run(['build', path]);
  if (ran.status !== 0) throw new Error(`the build of ${name} failed:\n${ran.stdout}${ran.stderr}`);
  const said = ran.stdout.matchAll(/flow (\w+) (\d+) ([\d.]+)(?: grew (\d+))?/g);
  const measured = [...said].map(([, what, units, seconds, grown]) => [
    what,
    { rate: units / seconds, grown },
  ]);
  return { memory: ran.memory, ...Object.fromEntries(measured) };
}

const plugins = join(folder, 'plugins');
mkdirSync(plugins);
sdkPlugin(plugins);
if (hasGo) goPlugins(plugins);
else
  console.log(
    '\nGo is absent: nothing is measured with Go plugins, nor `validate` with twelve of them',
  );

const options = { cwd: folder, env: world(plugins), encoding: 'utf8' };
const runOurs = (args) => observed(args, options);
const runPacker = (args) => spawnSync(packer, args, options);

const ratio = (a, b) => (a && b ? (a / b).toFixed(2) : '-');
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

/** The lines of one pair of plugins. */
function report(title, pair, cat) {
  const own = flow(runOurs, pair, bytes);
  const idle = flow(runOurs, pair, 1);
  const theirs = packer && pair.every((name) => name !== 'sdk') ? flow(runPacker, pair, bytes) : {};
  const grown = (own.memory - idle.memory).toFixed(0);
  for (const what of ['up', 'down']) {
    const [rate, packerRate] = [own[what]?.rate, theirs[what]?.rate];
    const shown = (value) => (value ? (value / megabyte).toFixed(0) : '-');
    row([
      `${title}: ${what}load, MB/s`,
      shown(rate),
      shown(packerRate),
      ratio(rate, packerRate),
      ratio(rate, cat),
      grown,
      own[what]?.grown ?? '-',
    ]);
  }
  const [rate, packerRate] = [own.calls.rate, theirs.calls?.rate];
  const shown = [rate.toFixed(0), packerRate?.toFixed(0) ?? '-'];
  row([`${title}: calls, 1/s`, ...shown, ratio(rate, packerRate), '-', '-', '-']);
}

const cat = median([await catSpeed(), await catSpeed(), await catSpeed()]);
console.log(`\nthrough \`cat\`: ${(cat / megabyte).toFixed(0)} MB/s, 64 KiB at a time`);
row([
  'builder and provisioner, the host between them',
  'tspacker',
  'packer',
  'ratio',
  'of `cat`',
  'host grew, MiB',
  'plugin grew, MiB',
]);
console.log('|---|---|---|---|---|---|---|');
if (hasGo) {
  report('Go, Go', ['rig0', 'rig0'], cat);
  report('Go, SDK', ['rig0', 'sdk'], cat);
  report('SDK, Go', ['sdk', 'rig0'], cat);
}
report('SDK, SDK', ['sdk', 'sdk'], cat);

if (hasGo) {
  const path = join(folder, 'one.pkr.hcl');
  writeFileSync(
    path,
    `packer {
  required_plugins {
    rig7 = {
      source  = "github.com/bench/rig7"
      version = ">= 1.0.0"
    }
  }
}
source "rig7-flow" "m" {}
build {
  sources = ["source.rig7-flow.m"]
}
`,
  );
  const own = measure([...ours, 'validate', path], 5, options);
  const theirs = packer ? measure([packer, 'validate', path], 3, options) : undefined;
  const plugin = measure([join(folder, 'packer-plugin-rig'), 'describe'], 5, options);
  console.log('\n| what | tspacker, s of CPU | packer, s of CPU | ratio | a start of the plugin |');
  console.log('|---|---|---|---|---|');
  row([
    `validate, 1 of ${installed} plugins needed`,
    own.toFixed(2),
    theirs?.toFixed(2) ?? '-',
    ratio(own, theirs),
    plugin.toFixed(2),
  ]);
}
