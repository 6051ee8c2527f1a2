// Which files below the plugin folder count as installed, and which of them a template gets.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../fake-sites.ts';
import { binary, here, type Machine, makeMachine } from './program.ts';
import { executableName, nullBuild, pluginScript, requiring } from './releases.ts';

let machine: Machine;
beforeEach(() => {
  machine = makeMachine([process.execPath, binary]);
  machine.environment.PACKER_PLUGIN_PATH = join(machine.folder, 'plugins');
});
afterEach(() => machine[Symbol.dispose]());

/** Puts an executable with a right checksum file below the plugin folder. */
function put(path: string, version: string, { api = 'x5.0', sum = '' } = {}): void {
  const text = pluginScript({ version, api });
  writeFileSync(`${machine.write(`plugins/${path}`, text, 0o755)}_SHA256SUM`, sum || sha256(text));
}
const cloud = (version: string, api = 'x5.0') =>
  `github.com/acme/cloud/${executableName('cloud', version, api)}`;
const shown = (path: string) => `<DIR>/plugins/${path.replace(here, '<OS>_<ARCH>')}\n`;

describe('plugins installed', () => {
  it('lists what is right in every respect, by name and version', async () => {
    const right = [
      `example.com/a/b/c/d/acid/${executableName('acid', '0.1.0')}`,
      cloud('1.2.0-dev'),
      cloud('1.2.0'),
      cloud('1.10.0'),
      cloud('1.10.0', 'x5.1'),
      cloud('1.11.0', 'x4.0'),
    ];
    put(right[0] ?? '', '0.1.0');
    put(right[1] ?? '', '1.2.0-dev');
    put(right[2] ?? '', '1.2.0+metadata');
    put(right[3] ?? '', '1.10.0');
    put(right[4] ?? '', '1.10.0', { api: 'x5.1' });
    put(right[5] ?? '', '1.11.0', { api: 'x4.0' });
    put(executableName('top', '1.0.0'), '1.0.0');
    put(cloud('2.0.0'), '2.0.1');
    put(cloud('2.1.0'), '2.1.0', { api: 'x5.1' });
    put(cloud('2.2.0'), '2.2.0', { sum: sha256('another') });
    put(cloud('2.03.0'), '2.3.0');
    put(cloud('2.4.0+metadata'), '2.4.0');
    put(cloud('2.5'), '2.5');
    put(cloud('2.6.0').replace(here, 'plan9_mips'), '2.6.0');
    put(
      `${Array.from({ length: 17 }, () => 'deep').join('/')}/${executableName('deep', '1.0.0')}`,
      '1.0.0',
    );
    machine.write(`plugins/${cloud('2.7.0')}`, pluginScript({ version: '2.7.0' }), 0o755);
    // What lies in the plugin folder itself was placed there by hand.
    const top = shown(executableName('top', '1.0.0')).replace('\n', ' (unverified)\n');
    const list = { exit: 0, stdout: right.map(shown).join('') + top };
    for (const words of [
      ['plugins', 'installed'],
      ['plugins', 'list'],
      ['plugin', 'installed', 'x'],
    ])
      expect(await machine.run(words)).toEqual(list);
  });
});

describe('the plugin of a template', () => {
  const template = (constraints: string) =>
    machine.write(
      'a.pkr.hcl',
      requiring({ cloud: ['github.com/acme/cloud', constraints] }) + nullBuild,
    );
  const missing = (constraints: string) => ({
    exit: 1,
    stdout: `Error: Missing plugins\n\nThe following plugins are required, but not installed:\n\n* github.com/acme/cloud ${constraints}\n\nDid you run packer init for this project ?\n\n\n`,
  });
  const valid = { exit: 0, stdout: 'The configuration is valid.\n' };

  it('is the highest version that meets the constraints and speaks our API', async () => {
    put(cloud('1.0.0'), '1.0.0');
    put(cloud('1.2.0-dev'), '1.2.0-dev');
    put(cloud('2.0.0', 'x5.1'), '2.0.0', { api: 'x5.1' });
    for (const [constraints, flags, outcome] of [
      ['>= 1.0.0', [], valid],
      ['>= 1.2.0', [], valid],
      ['>= 1.2.0', ['-ignore-prerelease-plugins'], missing('>= 1.2.0')],
      ['>= 2.0.0', [], missing('>= 2.0.0')],
    ] as const) {
      template(constraints);
      expect(await machine.run(['validate', ...flags, '.'])).toEqual(outcome);
    }
    template('>= 1.0.0');
    expect(await machine.run(['plugins', 'required', '.'])).toEqual({
      exit: 0,
      stdout: `cloud github.com/acme/cloud ">= 1.0.0" ${shown(cloud('1.0.0')).trim()} ${shown(cloud('1.2.0-dev'))}`,
    });
  });

  it('must not be required twice under one name', async () => {
    machine.write('a.pkr.hcl', requiring({ cloud: ['github.com/acme/cloud', '>= 1.0.0'] }));
    machine.write(
      'b.pkr.hcl',
      requiring({ cloud: ['github.com/acme/other', '>= 1.0.0'] }) + nullBuild,
    );
    for (const words of [['init'], ['plugins', 'required'], ['validate']]) {
      const { exit, stdout } = await machine.run([...words, '.']);
      expect([exit, stdout.split('\n')[0]]).toEqual([
        1,
        'Error: Duplicate required_plugin."cloud" block',
      ]);
    }
  });
});

describe('plugins remove', () => {
  it('of a path removes one plugin with its checksum, and nothing else', async () => {
    put(cloud('1.0.0'), '1.0.0');
    put(cloud('1.1.0'), '1.1.0');
    const plugins = join(machine.folder, 'plugins');
    const run = (...args: readonly string[]) => machine.run(['plugins', 'remove', ...args]);
    expect(await run(join(plugins, cloud('1.0.0')))).toEqual({
      exit: 0,
      stdout: shown(cloud('1.0.0')),
    });
    for (const path of [
      join(plugins, 'github.com'),
      plugins,
      `${plugins}/../home`,
      join(plugins, cloud('1.0.0')),
    ])
      expect((await run(path)).exit).toBe(1);
    expect(await machine.run(['plugins', 'installed'])).toEqual({
      exit: 0,
      stdout: shown(cloud('1.1.0')),
    });
    expect(await run('github.com/../cloud')).toEqual({
      exit: 1,
      stdout:
        'Invalid source string "github.com/../cloud": a part of a source may not leave its folder\n',
    });
    expect(await run('github.com/acme/cloud', '>= 1')).toEqual({
      exit: 0,
      stdout: shown(cloud('1.1.0')),
    });
    expect(await run('github.com/acme/cloud', '>= 1')).toEqual({
      exit: 1,
      stdout:
        'No installed plugin found matching the plugin constraints github.com/acme/cloud >= 1\n',
    });
  });
});

describe('init and plugins required', () => {
  it.each<[string, string, readonly string[], string]>([
    [
      'a variable that is not declared',
      'a.pkr.hcl',
      ['-var', 'q=1'],
      'Error: Undefined -var variable',
    ],
    [
      'variables that are not there',
      'a.pkr.hcl',
      ['-var-file=no.pkrvars.hcl'],
      'Error: Failed to read file',
    ],
    [
      'a legacy template',
      'a.json',
      [],
      'Error: Packer plugins currently only works with HCL2 configuration templates',
    ],
    ['a broken one', 'b.json', [], 'Failed to parse file as legacy JSON template'],
  ])('refuse %s', async (_, template, flags, begin) => {
    machine.write('a.pkr.hcl', nullBuild);
    machine.write('a.json', '{"builders": [{"type": "null", "communicator": "none"}]}');
    machine.write('b.json', '{"builders": [');
    for (const words of [['init'], ['plugins', 'required']]) {
      const { exit, stdout } = await machine.run([...words, ...flags, template]);
      expect([exit, stdout.slice(0, begin.length)]).toEqual([1, begin]);
    }
  });
});
