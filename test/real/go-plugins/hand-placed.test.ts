// Go plugins that users put on the search path themselves, whole and as one component.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binary, makeMachine, type Machine } from '../../pluginstore/program/program.ts';
import { hasGo, testPlugin } from './go-build.ts';

describe.skipIf(!hasGo)('Go plugins placed by hand (skipped without Go)', () => {
  let machine: Machine;
  beforeEach(() => {
    machine = makeMachine([process.execPath, binary]);
    machine.write(
      'data/a.pkr.hcl',
      'data "rig-echo" "a" {\n  text = "hello"\n}\nsource "null" "a" {\n  communicator = "none"\n}\nbuild {\n  sources = ["source.null.a"]\n  provisioner "shell-local" {\n    inline = ["echo ${data.rig-echo.a.text} from the plugin"]\n  }\n}\n',
    );
    machine.write(
      'build/a.pkr.hcl',
      'source "rig" "a" {\n  folder = "machine"\n}\nbuild {\n  sources = ["source.rig.a"]\n}\n',
    );
  });
  afterEach(() => machine[Symbol.dispose]());

  function place(name: string): void {
    const folder = join(machine.folder, 'home/.packer.d/plugins');
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    copyFileSync(testPlugin('0.6'), join(folder, name));
  }
  const ask = () => machine.run(['build', '-color=false', 'data']);
  const build = () => machine.run(['build', '-color=false', 'build']);

  it('offer everything', async () => {
    place('packer-plugin-rig');
    expect((await ask()).stdout).toContain('null.a: hello from the plugin');
    expect(await build()).toMatchObject({ exit: 0 });
  });

  it('named after one component offer that alone', async () => {
    place('packer-builder-rig');
    expect(await build()).toMatchObject({ exit: 0 });
    expect((await ask()).exit).toBe(1);
    expect(await machine.run(['plugins', 'installed'])).toEqual({
      exit: 0,
      stdout: '<DIR>/home/.packer.d/plugins/packer-builder-rig (unverified)\n',
    });
  });
});
