// `kill -9` of the whole program while it installs: what the next commands see.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyTestOnline } from './online.ts';
import { binary, type Machine, makeMachine } from './program.ts';
import { nullBuild, publishOnGithub, requiring } from './releases.ts';

const online = everyTestOnline();
const source = 'github.com/acme/cloud';
const points = 20;
/** Machines at once. */
const atOnce = 4;

const path = (version: string) =>
  `<DIR>/plugins/${source}/packer-plugin-cloud_v${version}_x5.0_<OS>_<ARCH>\n`;

async function machineWithOld(): Promise<Machine> {
  const machine = makeMachine([process.execPath, binary]);
  const { HTTPS_PROXY = '' } = online.machine.environment;
  const authority = machine.write('authority.pem', online.internet.authority.certificate);
  const plugins = join(machine.folder, 'plugins');
  Object.assign(machine.environment, {
    HTTPS_PROXY,
    NODE_EXTRA_CA_CERTS: authority,
    PACKER_PLUGIN_PATH: plugins,
  });
  expect((await machine.run(['plugins', 'install', source, '1.0.0'])).exit).toBe(0);
  machine.write('t/a.pkr.hcl', requiring({ cloud: [source, '>= 1.1.0'] }) + nullBuild);
  return machine;
}

function killed(machine: Machine, at: number) {
  return machine.run(['init', 't'], {
    environment: {
      NODE_OPTIONS: `--require=${join(import.meta.dirname, 'kill-at.cjs')}`,
      KILL_AT: String(at),
      KILL_INSIDE: `${machine.folder}/plugins`,
      KILL_COUNT: join(machine.folder, 'count'),
    },
  });
}

describe('init that is killed', () => {
  it(`at ${points} points leaves the old plugin alone or both; the next one repairs`, async () => {
    const releases = ['1.0.0', '1.1.0'].map((version) => ({ name: 'cloud', version }));
    await publishOnGithub(online.internet, 'acme', ...releases);
    using whole = await machineWithOld();
    expect((await killed(whole, 0)).exit).toBe(0);
    const operations = Number(readFileSync(join(whole.folder, 'count'), 'utf8'));
    expect(operations).toBeGreaterThanOrEqual(points);
    const seen = new Set<string>();
    const tryOut = async (at: number) => {
      using machine = await machineWithOld();
      expect((await killed(machine, at)).exit).toBe('SIGKILL');
      const installed = await machine.run(['plugins', 'installed']);
      expect([path('1.0.0'), path('1.0.0') + path('1.1.0')]).toContain(installed.stdout);
      seen.add(installed.stdout);
      expect((await machine.run(['init', 't'])).exit).toBe(0);
      expect(await machine.run(['plugins', 'installed'])).toEqual({
        exit: 0,
        stdout: path('1.0.0') + path('1.1.0'),
      });
      expect(await machine.run(['validate', 't'])).toEqual({
        exit: 0,
        stdout: 'The configuration is valid.\n',
      });
      const names = readdirSync(join(machine.folder, 'plugins', source));
      expect(names.filter((name) => name.startsWith('.tspacker-half'))).toEqual([]);
    };
    const spread = Array.from(
      { length: points },
      (_, index) => 1 + Math.floor((index * (operations - 1)) / (points - 1)),
    );
    for (let first = 0; first < points; first += atOnce)
      await Promise.all(spread.slice(first, first + atOnce).map(tryOut));
    expect(seen.size).toBe(2);
  }, 600_000);

  it('is no harm to others that run at the same time', async () => {
    await publishOnGithub(
      online.internet,
      'acme',
      { name: 'cloud', version: '1.0.0' },
      { name: 'cloud', version: '1.1.0' },
    );
    using machine = await machineWithOld();
    const ends = await Promise.all([1, 2, 3, 4].map(() => machine.run(['init', 't'])));
    expect(ends.map(({ exit }) => exit)).toEqual([0, 0, 0, 0]);
    expect((await machine.run(['plugins', 'installed'])).stdout).toBe(
      path('1.0.0') + path('1.1.0'),
    );
  }, 600_000);
});
