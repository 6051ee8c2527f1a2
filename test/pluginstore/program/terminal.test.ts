// What a person at a terminal sees while a large plugin is fetched; needs `script` of util-linux.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { zip } from '../fake-sites.ts';
import { everyTestOnline } from './online.ts';
import { binary, here } from './program.ts';
import { executableName, pluginScript, publishOnGithub } from './releases.ts';

const online = everyTestOnline();
const source = 'github.com/acme/cloud';
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

describe.skipIf(!hasScript)(
  `init at a terminal${hasScript ? '' : ' (skipped: needs script of util-linux)'}`,
  () => {
    it('shows how far it is, and takes that away in the end', async () => {
      const { machine, internet } = online;
      const release = { name: 'cloud', version: '1.2.3' };
      // A shell reads no further than exit.
      const content = `${pluginScript(release)}exit\n${randomBytes(2_000_000).toString('base64')}`;
      const archive = zip({ [executableName('cloud', '1.2.3')]: content });
      await publishOnGithub(internet, 'acme', { ...release, archive });
      const file = `github.com/acme/packer-plugin-cloud/releases/download/v1.2.3/packer-plugin-cloud_v1.2.3_x5.0_${here}.zip`;
      internet.pages.set(file, (_, response) => {
        response.writeHead(200, { 'content-length': archive.length });
        const half = Math.floor(archive.length / 2);
        response.write(archive.subarray(0, half), () => response.end(archive.subarray(half)));
      });
      const command = `'${process.execPath}' '${binary}' plugins install ${source}`;
      const { stdout } = await machine.runOther('script', ['-qec', command, '/dev/null']);
      const size = (archive.length / 1_000_000).toFixed(1);
      const [bar] = /\r(Downloading .*? MB)\x1b\[K/.exec(stdout)?.slice(1) ?? [];
      expect(bar).toMatch(/^Downloading \[#*\.*\] [\d.]+ of [\d.]+ MB$/);
      expect(bar).toContain(` of ${size} MB`);
      // What is left on the screen: each line as it is after its last return to the start.
      const screen = stdout
        .split('\r\n')
        .map((line) => line.split('\r').at(-1)?.replaceAll('\x1b[K', ''));
      expect(screen).toEqual([
        `The releases of ${source} are not signed by a key that is known; only their checksums are verified.`,
        `Installed plugin ${source} v1.2.3 in "<DIR>/home/.config/packer/plugins/${source}/packer-plugin-cloud_v1.2.3_x5.0_<OS>_<ARCH>"`,
        '',
      ]);
    });
  },
);
