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
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';
import { asFunction, checkNoCircle } from './common-js.mjs';
import { packsFor, writePacks } from './packs.mjs';

/**
 * Runs that show which chunks go together, and whose functions the code caches hold. Others work without:
 * they compile what they need.
 */
const usualRuns = [
  ['version'],
  ['fmt', 'hello'],
  ['init', 'hello'],
  ['inspect', 'hello'],
  ['validate', 'hello'],
  ['build', 'hello'],
];

/** Splits the command into chunks and turns them into functions that the launcher calls. */
export async function buildCommand(root, folder, common) {
  const { metafile, outputFiles } = await build({
    ...common,
    banner: {},
    entryPoints: { main: 'src/cli/main.ts' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    outdir: join(folder, 'chunks'),
    define: { ...common.define, 'import.meta.url': '__filename' },
    minifyWhitespace: true,
    metafile: true,
    write: false,
  });
  checkNoCircle(metafile.outputs);
  await mkdir(join(folder, 'chunks'), { recursive: true });
  for (const { path, text } of outputFiles) {
    await writeFile(path, asFunction(text, metafile.outputs[relative(root, path)]));
  }
  await checkAscii(join(folder, 'chunks'));
  await copyFile(join(root, 'build/launcher.cjs'), join(folder, 'main.js'));
  await chmod(join(folder, 'main.js'), 0o755);
  await writeFile(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  await packAndRecord(root, folder);
}

/** The launcher reads them one byte a character. */
async function checkAscii(folder) {
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    if (bytes.some((byte) => byte > 0x7f)) throw new Error(`${basename(name)} is not ASCII`);
  }
}

/** Puts the chunks that the same commands need into packs, and writes the code cache of each. */
async function packAndRecord(root, folder) {
  const chunks = join(folder, 'chunks');
  const place = await mkdtemp(join(tmpdir(), 'tspacker-build-'));
  await cp(join(root, 'examples/hello'), join(place, 'hello'), { recursive: true });
  await mkdir(join(place, 'home'));
  const caches = async () => (await readdir(chunks)).filter((name) => name.endsWith('.cache'));
  const run = (words) =>
    spawnSync(
      process.execPath,
      ['--require', join(root, 'build/record-code-cache.cjs'), join(folder, 'main.js'), ...words],
      {
        cwd: place,
        env: { PATH: process.env.PATH, HOME: join(place, 'home') },
        stdio: 'ignore',
      },
    );

  await writePacks(chunks, [[]]);
  const isChunk = (name) => name !== 'pack-0.js';
  const loaded = [];
  for (const words of usualRuns) {
    run(words);
    const written = await caches();
    loaded.push(written.map((name) => name.slice(0, -'.cache'.length)).filter(isChunk));
    for (const name of written) await rm(join(chunks, name));
  }
  const sizes = new Map();
  for (const chunk of loaded.flat()) sizes.set(chunk, (await stat(join(chunks, chunk))).size);
  await writePacks(chunks, packsFor(loaded, sizes));
  for (const words of usualRuns) run(words);
  await rm(place, { recursive: true });
}
