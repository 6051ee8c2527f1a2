import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a plugin's main file into an executable, in a folder of its own. */
export async function bundlePlugin(
  main: string,
  name: string,
): Promise<{ readonly executable: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'tspacker-plugin-'));
  const executable = join(folder, name);
  const root = join(import.meta.dirname, '..', '..');
  await build({
    entryPoints: { plugin: main },
    outfile: executable,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // Optional native parts of the SSH library; it works without.
    external: ['*.node', 'cpu-features'],
    target: 'node20.20',
    logLevel: 'warning',
    alias: { 'tspacker/sdk': join(root, 'src', 'sdk', 'index.ts') },
    banner: { js: '#!/usr/bin/env node' },
  });
  await chmod(executable, 0o755);
  return { executable, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
