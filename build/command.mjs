// Builds dist/cli: the command as CommonJS chunks, because Node 20 takes a code cache for nothing else, and their caches.
import { spawnSync } from 'node:child_process';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Splits the command into chunks and turns them into functions that the launcher calls. */
export async function buildCommand(root, folder, common) {
  const split = join(folder, 'split');
  await build({
    ...common,
    banner: {},
    entryPoints: { main: 'src/cli/main.ts' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    outdir: split,
  });
  const names = await readdir(split);
  // In a folder of `type: module` the default of an import() would be taken for all that is exported.
  await writeFile(join(split, 'package.json'), '{}\n');
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => join(split, name)),
    outdir: join(folder, 'chunks'),
    platform: 'node',
    format: 'cjs',
    target: common.target,
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__filename' },
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: '(function(exports,require,module,__filename){' },
    footer: { js: '})' },
  });
  await rm(split, { recursive: true });
  await checkAscii(join(folder, 'chunks'));
  await copyFile(join(root, 'build/launcher.cjs'), join(folder, 'main.js'));
  await chmod(join(folder, 'main.js'), 0o755);
  await writeFile(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  await recordCaches(root, join(folder, 'main.js'));
}

/** The launcher reads them one byte a character. */
async function checkAscii(folder) {
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    if (bytes.some((byte) => byte > 0x7f)) throw new Error(`${basename(name)} is not ASCII`);
  }
}

/** What the caches are to hold: whatever these runs compile. Without them the command works, too. */
async function recordCaches(root, launcher) {
  const place = await mkdtemp(join(tmpdir(), 'tspacker-build-'));
  await cp(join(root, 'examples/hello'), join(place, 'hello'), { recursive: true });
  await mkdir(join(place, 'home'));
  const recorder = join(root, 'build/record-code-cache.cjs');
  const runs = [
    ['version'],
    ['init', 'hello'],
    ['validate', 'hello'],
    ['inspect', 'hello'],
    ['build', 'hello'],
  ];
  for (const words of runs) {
    spawnSync(process.execPath, ['--require', recorder, launcher, ...words], {
      cwd: place,
      env: { PATH: process.env.PATH, HOME: join(place, 'home') },
      stdio: 'ignore',
    });
  }
  await rm(place, { recursive: true });
}
