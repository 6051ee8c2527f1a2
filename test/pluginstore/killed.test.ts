import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InitRig, initRig } from '../app/init-fixture.ts';
import { parseVersionConstraints } from '../../src/base/index.ts';
import { nodeClock } from '../../src/platform/index.ts';
import { installLatest, listInstalled, parseSourceAddress } from '../../src/pluginstore/index.ts';
import { sha256 } from './fake-sites.ts';

let folder: string;
let child: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-killed-'));
  child = join(folder, 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'killed-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['openpgp'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What became of a child: what it printed, or the signal that ended it. */
function install(rig: InitRig, version: string, killAt: number): Promise<string> {
  const options = { env: { ...process.env, TMPDIR: rig.folder } };
  const args = [child, rig.folder, rig.site.url, version, String(killAt)];
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout) => resolve(error?.signal ?? stdout));
  });
}

/** Versions and contents that count as installed. */
async function installed(rig: InitRig) {
  const found = await listInstalled(
    { ...rig.host.store, cacheFolder: join(rig.folder, 'none') },
    {},
  );
  return found.map(
    ({ name, path }) =>
      `${name.versionText} ${/happycloud \S+(.*)/.exec(readFileSync(path, 'utf8'))?.[1]}`,
  );
}

/** The next installation, in this process. */
async function repair(rig: InitRig): Promise<void> {
  const source = parseSourceAddress('github.com/third/happycloud');
  const constraints = parseVersionConstraints('=1.1.0');
  if (!source.ok || !constraints.ok) throw new Error('the test asks for nonsense');
  const wanted = { source: source.value, constraints: constraints.value, force: true };
  const world = { ...rig.host.store, clock: nodeClock() };
  expect((await installLatest(world, await rig.host.installTools(), wanted)).ok).toBe(true);
}

function placeByHand(rig: InitRig, version: string, extra: string) {
  const path = rig.installed(version);
  const text = `#!/bin/sh\n# happycloud ${version}${extra}\n`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  writeFileSync(`${path}_SHA256SUM`, sha256(text));
}

/** Children at once. */
const atOnce = 6;

describe('an installation that is killed before any of its file operations', () => {
  it.each<[string, (rig: InitRig) => void, string[][], string[]]>([
    ['of a new plugin leaves none or all of it', () => {}, [[], ['v1.1.0 ']], ['v1.1.0 ']],
    [
      'of a newer version leaves the older one, too',
      (rig) => placeByHand(rig, '1.0.0', ' old'),
      [['v1.0.0  old'], ['v1.0.0  old', 'v1.1.0 ']],
      ['v1.0.0  old', 'v1.1.0 '],
    ],
    [
      'of other bytes for the same version leaves the old, the new, or none',
      (rig) => placeByHand(rig, '1.1.0', ' old'),
      [['v1.1.0  old'], [], ['v1.1.0 ']],
      ['v1.1.0 '],
    ],
  ])(
    '%s; the next one repairs',
    async (_, prepare, allowed, repaired) => {
      await using whole = await initRig();
      whole.release('1.1.0');
      prepare(whole);
      const operations = Number(
        /^installed with (\d+)$/.exec(await install(whole, '1.1.0', 0))?.[1],
      );
      expect(operations).toBeGreaterThanOrEqual(20);
      const tryOut = async (killAt: number) => {
        await using rig = await initRig();
        rig.release('1.1.0');
        prepare(rig);
        expect(await install(rig, '1.1.0', killAt)).toBe('SIGKILL');
        expect(allowed).toContainEqual(await installed(rig));
        await repair(rig);
        expect(await installed(rig)).toEqual(repaired);
        const names = readdirSync(dirname(rig.installed('1.1.0')));
        expect(names.filter((name) => name.startsWith('.tspacker-'))).toEqual([]);
      };
      for (let killAt = 1; killAt <= operations; killAt += atOnce)
        await Promise.all(
          Array.from({ length: Math.min(atOnce, operations - killAt + 1) }, (_, more) =>
            tryOut(killAt + more),
          ),
        );
    },
    120_000,
  );
});

describe('two installations at once', () => {
  it('both end well and leave one right plugin', async () => {
    await using rig = await initRig();
    rig.release('1.1.0');
    const ends = await Promise.all([1, 2, 3].map(() => install(rig, '1.1.0', 0)));
    expect(ends.map((end) => end.slice(0, 9))).toEqual(['installed', 'installed', 'installed']);
    expect(await installed(rig)).toEqual(['v1.1.0 ']);
    expect(existsSync(join(dirname(rig.installed('1.1.0')), '.tspacker-lock'))).toBe(false);
  }, 60_000);
});
