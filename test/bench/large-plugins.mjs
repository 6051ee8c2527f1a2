// Measures `validate` of a template that needs one of ten installed plugins of 100 MB each: copies of the Go test plugin with
// zeros behind. CPU seconds and peak memory, beside those of a `packer` on PATH; the first time, when nothing is known about
// the plugin, and later.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { environment, files, folder, measure, observed, ours, packer, root } from './measure.mjs';

const size = 100_000_000;
const installed = 10;
const plugins = join(folder, 'large');

const architectures = { x64: 'amd64', ia32: '386' };
const machine = `${process.platform}_${architectures[process.arch] ?? process.arch}`;

/** Installs the plugins; false where Go is absent. */
function install() {
  const plugin = join(folder, 'packer-plugin-large');
  const go = spawnSync('go', ['build', '-modfile=sdk-0.6.mod', '-o', plugin, '.'], {
    cwd: join(root, 'test', 'go-plugin'),
    stdio: 'inherit',
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
  });
  if (go.status !== 0) return false;
  truncateSync(plugin, size);
  const sum = createHash('sha256').update(readFileSync(plugin)).digest('hex');
  for (let at = 0; at < installed; at += 1) {
    const place = join(plugins, 'github.com', 'bench', `large${at}`);
    mkdirSync(place, { recursive: true });
    const executable = join(place, `packer-plugin-large${at}_v1.2.3_x5.0_${machine}`);
    copyFileSync(plugin, executable);
    writeFileSync(`${executable}_SHA256SUM`, sum);
  }
  return true;
}

/** Peak memory, in MiB, of the largest process that runs a program, watched while it does; needs /proc. */
async function peakOf(command, env) {
  const child = spawn(command[0], command.slice(1), { stdio: 'ignore', env });
  let running = true;
  child.once('exit', () => {
    running = false;
  });
  let peak = 0;
  while (running) {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')[0] !== command[0]) continue;
        const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
        peak = Math.max(peak, Number(kib ?? 0) / 1024);
      } catch {
        // It ended meanwhile.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return peak;
}

const template = `packer {
  required_plugins {
    large3 = {
      source  = "github.com/bench/large3"
      version = ">= 1.0.0"
    }
  }
}
source "large3" "m" {
  folder = "x"
}
build {
  sources = ["source.large3.m"]
}
`;

if (!install()) console.log('\nGo is absent: `validate` with large plugins is not measured');
else {
  const args = ['validate', join(files('one-of-ten', { 'a.pkr.hcl': template }), 'a.pkr.hcl')];
  // A cache folder that cannot be written makes every time the first one.
  const caches = { 'first time': '/dev/null', later: join(folder, 'cache') };
  const env = { ...environment, PACKER_PLUGIN_PATH: plugins, PACKER_CONFIG_DIR: folder };
  const theirs = packer && measure([packer, ...args], 3, { env });
  const theirPeak =
    packer && process.platform === 'linux' && (await peakOf([packer, ...args], env));
  console.log('\n| what | tspacker, s of CPU | packer, s of CPU | ratio | MiB | packer, MiB |');
  console.log('|---|---|---|---|---|---|');
  for (const [when, cache] of Object.entries(caches)) {
    const options = { env: { ...env, PACKER_CACHE_DIR: cache } };
    const own = measure([...ours, ...args], 3, options);
    const cells = [
      `validate, 1 of ${installed} plugins of ${size / 1e6} MB needed, ${when}`,
      own.toFixed(2),
      theirs ? theirs.toFixed(2) : '-',
      theirs ? (own / theirs).toFixed(2) : '-',
      observed(args, options).memory.toFixed(0),
      theirPeak ? theirPeak.toFixed(0) : '-',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
