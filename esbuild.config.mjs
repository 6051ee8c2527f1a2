// Bundles the command, the library entry points and the first-party plugins into dist/.
// Code splitting keeps start-up small: a command loads only the chunks it needs.
import { chmod, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildCommand } from './build/command.mjs';

const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Entry name in dist/ → source file. Entries whose source is absent are an error, not a skip. */
const entries = {
  index: 'src/app/index.ts',
  hcl: 'src/hcl.ts',
};

/** Bundled apart: it holds all of zod, which would grow the chunks the command shares with it. */
const alone = { sdk: 'src/sdk.ts' };

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.20',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  // CommonJS packages inside an ESM bundle still call require() for Node's own modules. Not Node's
  // createRequire: it would be made anew in every chunk, at the cost of a tenth of the start-up.
  banner: {
    js: "const require=name=>{const found=process.getBuiltinModule(name);if(found===undefined)throw new Error('Cannot find module '+name);return found};",
  },
  external: ['*.node', 'cpu-features'],
  // The SSH library's WebAssembly asks where it lies and needs nothing from there.
  define: { __dirname: '"."' },
};

// Built beside dist/ and put in its place at the end: a failed build leaves the old one.
const fresh = `dist-${process.pid}.tmp`;
await build({
  ...common,
  entryPoints: entries,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  outdir: fresh,
});
await build({
  ...common,
  entryPoints: alone,
  splitting: true,
  chunkNames: 'chunks/sdk/[name]-[hash]',
  outdir: fresh,
});
await buildCommand(root, join(root, fresh, 'cli'), common);

// A plugin is one file, so that it can be installed; CommonJS, because an installed plugin has a file
// name such as `packer-plugin-x_v1.0.0_x5.0_linux_amd64` that Node takes for nothing else.
for (const name of await readdir(join(root, 'plugins')).catch(() => [])) {
  const main = join(root, 'plugins', name, 'src', 'main.ts');
  if (!(await exists(main))) continue;
  const folder = join(root, fresh, 'plugins', name);
  const executable = join(folder, `packer-plugin-${name}`);
  await mkdir(folder, { recursive: true });
  await build({
    ...common,
    entryPoints: [main],
    outfile: executable,
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    alias: { 'tspacker/sdk': join(root, 'src/sdk.ts') },
  });
  await writeFile(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  await chmod(executable, 0o755);
}

const old = `dist-${process.pid}.old`;
await rename(join(root, 'dist'), join(root, old)).catch(() => {});
await rename(join(root, fresh), join(root, 'dist'));
await rm(join(root, old), { recursive: true, force: true });
