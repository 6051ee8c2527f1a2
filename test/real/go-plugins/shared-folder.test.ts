// One plugin folder for Packer and tspacker: what one installs, the other finds, uses and removes.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binary, makeMachine, type Machine, type Ran } from '../../pluginstore/program/program.ts';
import { requiring } from '../../pluginstore/program/releases.ts';
import { hasGo, testPlugin } from './go-build.ts';
import { packerOnPath } from './packer-on-path.ts';

const lacks = hasGo ? (packerOnPath ? undefined : 'needs Packer 1.16 on PATH') : 'needs Go';
const source = 'github.com/acme/rig';
const name = 'packer-plugin-rig_v1.2.3_x5.0_<OS>_<ARCH>';
const builds = `
data "rig-echo" "a" {
  text = "hello"
}
source "null" "a" {
  communicator = "none"
}
build {
  sources = ["source.null.a"]
  provisioner "shell-local" {
    inline = ["echo \${data.rig-echo.a.text} from the plugin"]
  }
}
`;

describe.skipIf(lacks !== undefined)(
  `plugins of Packer and tspacker${lacks ? ` (skipped: ${lacks})` : ''}`,
  () => {
    let machine: Machine;
    let run: Record<'tspacker' | 'packer', (...args: readonly string[]) => Promise<Ran>>;
    beforeEach(() => {
      const tspacker = makeMachine([process.execPath, binary]);
      machine = tspacker;
      const packer = makeMachine([packerOnPath ?? ''], tspacker.folder);
      for (const { environment } of [tspacker, packer]) {
        environment.PACKER_PLUGIN_PATH = join(tspacker.folder, 'plugins');
        // Whoever asks the network fails.
        environment.HTTPS_PROXY = 'http://127.0.0.1:1';
      }
      run = { tspacker: (...args) => tspacker.run(args), packer: (...args) => packer.run(args) };
      machine.write('t/a.pkr.hcl', requiring({ rig: [source, '>= 1.0.0'] }) + builds);
    });
    afterEach(() => machine[Symbol.dispose]());

    it.each([
      ['packer', 'tspacker'],
      ['tspacker', 'packer'],
    ] as const)('installed by %s are found, used and removed by %s', async (one, other) => {
      const path = `<DIR>/plugins/${source}/${name}`;
      const listed = { exit: 0, stdout: `${path}\n` };
      expect(
        await run[one]('plugins', 'install', '--path', testPlugin('0.6'), source),
      ).toMatchObject({ exit: 0 });
      for (const each of [one, other]) {
        expect(await run[each]('plugins', 'installed')).toEqual(listed);
        expect(await run[each]('plugins', 'required', 't')).toEqual({
          exit: 0,
          stdout: `rig ${source} ">= 1.0.0" ${path}\n`,
        });
        expect(await run[each]('init', 't')).toEqual({ exit: 0, stdout: '' });
        expect(await run[each]('validate', 't')).toEqual({
          exit: 0,
          stdout: 'The configuration is valid.\n',
        });
        const { exit, stdout } = await run[each]('build', '-color=false', 't');
        expect([exit, /null\.a: (hello .*)/.exec(stdout)?.[1]]).toEqual([
          0,
          'hello from the plugin',
        ]);
      }
      expect(await run[other]('plugins', 'remove', source, '~> 1.2')).toEqual(listed);
      for (const each of [one, other])
        expect(await run[each]('plugins', 'installed')).toEqual({ exit: 0, stdout: '' });
    });

    it('with a lock file of tspacker are found by Packer, and the other way round', async () => {
      await run.packer('plugins', 'install', '--path', testPlugin('0.6'), source);
      expect(await run.tspacker('init', '-lockfile=update', 't')).toMatchObject({ exit: 0 });
      for (const each of ['packer', 'tspacker'] as const)
        expect(await run[each]('validate', 't')).toEqual({
          exit: 0,
          stdout: 'The configuration is valid.\n',
        });
    });
  },
);
