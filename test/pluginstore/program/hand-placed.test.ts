// Executables that users put somewhere themselves: where they are looked for, in which order, and which are refused.
import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundlePlugin } from '../../rig/bundle-plugin.ts';
import { binary, here, type Machine, makeMachine } from './program.ts';

let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  plugin = await bundlePlugin(
    join(import.meta.dirname, 'greeting-plugin.ts'),
    'packer-plugin-greeting',
  );
});
afterAll(() => plugin[Symbol.asyncDispose]());

let machine: Machine;
beforeEach(() => {
  machine = makeMachine([process.execPath, 'bin/tspacker']);
  mkdirSync(join(machine.folder, 'bin'), { mode: 0o755 });
  symlinkSync(binary, join(machine.folder, 'bin/tspacker'));
  machine.write(
    'a.pkr.hcl',
    'source "null" "a" {\n  communicator = "none"\n}\nbuild {\n  sources = ["source.null.a"]\n  provisioner "greeting" {\n  }\n}\n',
  );
});
afterEach(() => machine[Symbol.dispose]());

function place(path: string): void {
  const whole = join(machine.folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  chmodSync(dirname(whole), 0o755);
  copyFileSync(plugin.executable, whole);
  chmodSync(whole, 0o755);
}

/** Who said hello, or the words of the refusal. */
async function build(environment: Record<string, string> = {}): Promise<string> {
  const { stdout } = await machine.run(['build', '-color=false', 'a.pkr.hcl'], { environment });
  const [, path] = /hello from (.*)/.exec(stdout) ?? [];
  return path ?? stdout.trim().replace(/\s+/g, ' ');
}
const installed = (environment: Record<string, string> = {}) =>
  machine.run(['plugins', 'installed'], { environment });
const lists = (...lines: string[]) => ({
  exit: 0,
  stdout: lines.map((line) => `${line}\n`).join(''),
});
const inFolder = (path: string) => join(machine.folder, path);
const unknown = 'The provisioner greeting is unknown by Packer';

describe('plugins placed by hand', () => {
  it('are found in the folder of the program, in ~/.packer.d/plugins and in PACKER_PLUGIN_PATH, in this order', async () => {
    const list = { PACKER_PLUGIN_PATH: `${inFolder('one')}:${inFolder('two')}` };
    const places = [
      'bin/packer-plugin-greeting',
      `home/.packer.d/plugins/packer-plugin-greeting_v1.0.0_x5.0_${here}`,
      'one/packer-provisioner-greeting',
      'two/packer-plugin-greeting_v1.0.0',
    ];
    place('one/packer-plugin-another');
    const found: string[] = [];
    for (const path of places) {
      place(path);
      found.push(await build(list));
      chmodSync(inFolder(path), 0o644);
    }
    expect(found).toEqual(places.map((path) => `<DIR>/${path.replace(here, '<OS>_<ARCH>')}`));
    for (const each of places) chmodSync(inFolder(each), 0o755);
    expect(await build(list)).toBe('<DIR>/bin/packer-plugin-greeting');
    expect(await installed(list)).toEqual(
      lists(
        '<DIR>/bin/packer-plugin-greeting (unverified)',
        '<DIR>/one/packer-plugin-another (unverified)',
        '<DIR>/one/packer-provisioner-greeting (unverified)',
      ),
    );
  });

  it('can be named in the core configuration, before all others', async () => {
    place('bin/packer-plugin-greeting');
    place('elsewhere/any-name');
    const executables = { greeting: inFolder('elsewhere/any-name') };
    const config = machine.write(
      'config.json',
      JSON.stringify({ plugin_executables: executables }),
    );
    expect(await build({ PACKER_CONFIG: config })).toBe('<DIR>/elsewhere/any-name');
    expect(await installed({ PACKER_CONFIG: config })).toEqual(
      lists('<DIR>/elsewhere/any-name (unverified)'),
    );
  });

  it('are never looked for in the current folder', async () => {
    place('packer-plugin-greeting');
    for (const path of ['', '.', './'])
      expect(await build({ PACKER_PLUGIN_PATH: path })).toContain(unknown);
  });

  it.each<[string, () => void, string]>([
    [
      'the file',
      () => chmodSync(inFolder('bin/packer-plugin-greeting'), 0o777),
      '/bin/packer-plugin-greeting',
    ],
    ['its folder', () => chmodSync(inFolder('bin'), 0o777), '/bin'],
    ['the folder above', () => chmodSync(machine.folder, 0o777), ''],
  ])('are refused where others can write %s', async (_, weaken, where) => {
    place('bin/packer-plugin-greeting');
    weaken();
    expect(await build()).toContain(
      `The plugin <DIR>/bin/packer-plugin-greeting was placed by hand and is refused because <DIR>${where} can be written by others. Correct that, or install the plugin with "plugins install --path".`,
    );
    expect(await installed()).toEqual(
      lists('<DIR>/bin/packer-plugin-greeting (unverified, refused)'),
    );
  });

  it('are all refused with TSPACKER_VERIFIED_PLUGINS_ONLY, until they are installed', async () => {
    place('bin/packer-plugin-greeting');
    const only = { TSPACKER_VERIFIED_PLUGINS_ONLY: '1' };
    expect(await build(only)).toContain(
      'The plugin <DIR>/bin/packer-plugin-greeting was placed by hand and nobody has verified it; TSPACKER_VERIFIED_PLUGINS_ONLY refuses such plugins. Install it with "plugins install --path".',
    );
    expect(await installed(only)).toEqual(
      lists('<DIR>/bin/packer-plugin-greeting (unverified, refused)'),
    );
    await machine.run([
      'plugins',
      'install',
      '--path',
      'bin/packer-plugin-greeting',
      'example.com/a/greeting',
    ]);
    expect(await build(only)).toMatch(
      /^<DIR>\/home\/\.config\/packer\/plugins\/example\.com\/a\/greeting\/packer-plugin-greeting_v1\.0\.0/,
    );
    // What is installed goes first, refusals or not.
    expect(await build()).toMatch(/^<DIR>\/home/);
  });
});

describe('several folders in PACKER_PLUGIN_PATH', () => {
  it('are refused as under Packer where none has such an executable', async () => {
    expect(
      await machine.run(['version'], { environment: { PACKER_PLUGIN_PATH: '/a:/b' } }),
    ).toEqual({
      exit: 1,
      stdout: '',
      stderr:
        ' Error loading configuration: \n\nMultiple paths are no longer supported for PACKER_PLUGIN_PATH.\nThis should be defined as one of the following options for your environment:\n* PACKER_PLUGIN_PATH=/a\n* PACKER_PLUGIN_PATH=/b\n',
    });
  });

  it('are searched where one has; the first is where plugins are installed', async () => {
    place('two/packer-plugin-greeting');
    const list = { PACKER_PLUGIN_PATH: `${inFolder('one')}:${inFolder('two')}` };
    expect(await build(list)).toBe('<DIR>/two/packer-plugin-greeting');
    const install = [
      'plugins',
      'install',
      '--path',
      'two/packer-plugin-greeting',
      'example.com/a/greeting',
    ];
    const { stdout } = await machine.run(install, { environment: list });
    expect(stdout).toBe(
      'Successfully installed plugin example.com/a/greeting from <DIR>/two/packer-plugin-greeting to <DIR>/one/example.com/a/greeting/packer-plugin-greeting_v1.0.0_x5.0_<OS>_<ARCH>\n',
    );
  });
});
