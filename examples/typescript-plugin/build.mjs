// Bundles the plugin into one executable file, dist/packer-plugin-demo.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const outfile = join(here, 'dist', 'packer-plugin-demo');
await build({
  entryPoints: [join(here, 'src', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  // CommonJS: an installed plugin has a file name that Node takes for nothing else.
  format: 'cjs',
  // Optional native parts of the SSH library; it works without.
  external: ['*.node', 'cpu-features'],
  target: 'node20.20',
  banner: { js: '#!/usr/bin/env node' },
  // Inside this repository only; a plugin elsewhere gets the SDK from the package.
  alias: { 'tspacker/sdk': join(here, '..', '..', 'src', 'sdk', 'index.ts') },
});
await writeFile(join(here, 'dist', 'package.json'), '{"type":"commonjs"}\n');
await chmod(outfile, 0o755);
