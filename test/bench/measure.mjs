// How processes are run and measured: CPU seconds of whole commands, and the environment they get.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** The command line of our own program. */
export const ours = [process.execPath, join(root, 'dist', 'cli', 'main.js')];

/** The `packer` on PATH; empty where there is none. */
export const packer = spawnSync('sh', ['-c', 'command -v packer'], {
  encoding: 'utf8',
}).stdout.trim();

/** A folder that lasts as long as this process. */
export const folder = mkdtempSync(join(tmpdir(), 'tspacker-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;

/** What every measured process has around it. */
export const environment = { ...inherited, CHECKPOINT_DISABLE: '1', PACKER_NO_COLOR: '1' };

const seconds = (text) => {
  const [, minutes, rest] = /(\d+)m([\d.]+)s/.exec(text);
  return 60 * Number(minutes) + Number(rest);
};

/** CPU seconds of one run, by the shell's own book-keeping of its children. */
export function cpu(command, options = {}) {
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

/** The one in the middle. */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median of several runs after one to warm up. */
export function measure(command, runs, options) {
  cpu(command, options);
  return median(Array.from({ length: runs }, () => cpu(command, options)));
}

/** A folder with the files of a scenario. */
export function files(name, contents) {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(contents)) writeFileSync(join(path, file), text);
  return path;
}

/** Runs our own program, and tells its peak memory beside its output, in MiB. */
export function observed(args, options = {}) {
  const report = join(folder, 'memory');
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`,
  );
  const [node, program] = ours;
  const ran = spawnSync(node, ['--require', hook, program, ...args], {
    encoding: 'utf8',
    env: environment,
    maxBuffer: 1 << 30,
    ...options,
  });
  return { ...ran, memory: Number(readFileSync(report, 'utf8')) / 1024 };
}
