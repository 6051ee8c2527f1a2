import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** Releases of the plugin SDK the test plugin is built against; the first three speak gob only. */
export const sdkReleases = ['0.2', '0.4', '0.5', '0.6'] as const;

/** Whether Go can be run; in CI it must. */
export const hasGo = ((): boolean => {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.CI) throw new Error('the go-plugins suite needs Go, and CI must have it');
    return false;
  }
})();

/** The test plugin, built against a release of the SDK unless that was done before. */
export function testPlugin(sdk: (typeof sdkReleases)[number]): string {
  return goProgram('go-plugin', sdk);
}

/** The test host, which drives plugins through the SDK's own client packages. */
export function testHost(): string {
  return goProgram('go-host', '0.6');
}

function goProgram(program: string, sdk: string): string {
  const sources = join(root, 'test', program);
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort())
    if (name.endsWith('.go') || name.startsWith(`sdk-${sdk}.`))
      hash.update(name).update(readFileSync(join(sources, name)));
  const folder = join(root, 'node_modules', '.cache', program);
  const binary = join(folder, `${program}-${sdk}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const building = `${binary}.${process.pid}`;
  execFileSync('go', ['build', `-modfile=sdk-${sdk}.mod`, '-o', building, '.'], {
    cwd: sources,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
  });
  renameSync(building, binary);
  return binary;
}
