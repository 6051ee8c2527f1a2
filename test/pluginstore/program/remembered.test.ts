// What was found out about a plugin is remembered, and never trusted for a file that may have changed.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../fake-sites.ts';
import { binary, type Machine, makeMachine } from './program.ts';
import { executableName, nullBuild, pluginScript, requiring } from './releases.ts';

let machine: Machine;
let executable: string;
let script: string;
beforeEach(() => {
  machine = makeMachine([process.execPath, binary]);
  machine.environment.PACKER_PLUGIN_PATH = join(machine.folder, 'plugins');
  machine.environment.PACKER_CACHE_DIR = join(machine.folder, 'cache');
  machine.write(
    'a.pkr.hcl',
    requiring({ cloud: ['github.com/acme/cloud', '>= 1.0.0'] }) + nullBuild,
  );
  script = `${pluginScript({ version: '1.0.0' })}echo "$1" >> ${machine.folder}/asked\n`;
  executable = machine.write(
    `plugins/github.com/acme/cloud/${executableName('cloud', '1.0.0')}`,
    script,
    0o755,
  );
  writeFileSync(`${executable}_SHA256SUM`, sha256(script));
});
afterEach(() => machine[Symbol.dispose]());

/** How often the executable was run so far. */
const asked = () => {
  const path = join(machine.folder, 'asked');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
};
/** What validate comes to. */
async function validate(environment: Record<string, string> = {}): Promise<string> {
  const { stdout } = await machine.run(['validate', '.'], { environment });
  return stdout.split('\n')[0] ?? '';
}
const valid = 'The configuration is valid.';
const missing = 'Error: Missing plugins';
const remembered = () =>
  readdirSync(join(machine.folder, 'cache')).filter((name) => name.startsWith('tspacker-plugin-'));

describe('what is known about a plugin', () => {
  it('is found out once', async () => {
    expect([await validate(), await validate(), asked()]).toEqual([valid, valid, 1]);
    expect(remembered().length).toBe(1);
  });

  it('does not count for other bytes of the same size and time', async () => {
    await validate();
    const { atime, mtime } = statSync(executable);
    writeFileSync(executable, script.replace('1.0.0', '1.0.1'));
    utimesSync(executable, atime, mtime);
    expect([await validate(), asked()]).toEqual([missing, 1]);
    writeFileSync(executable, script);
    utimesSync(executable, atime, mtime);
    expect([await validate(), asked()]).toEqual([valid, 2]);
  });

  it('is found out anew for another file in its place', async () => {
    await validate();
    const { atime, mtime } = statSync(executable);
    copyFileSync(executable, `${executable}.new`);
    utimesSync(`${executable}.new`, atime, mtime);
    renameSync(`${executable}.new`, executable);
    expect([await validate(), asked()]).toEqual([valid, 2]);
  });

  it('does not count against another checksum file', async () => {
    await validate();
    writeFileSync(`${executable}_SHA256SUM`, sha256('another'));
    expect([await validate(), asked()]).toEqual([missing, 1]);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['cut off', '{"identity":'],
    ['of another shape', '{"identity":"x","sha256":1}'],
    ['no text', '\u0000\uffff'],
  ])('is found out anew where the memory is %s', async (_, text) => {
    await validate();
    const [name = ''] = remembered();
    writeFileSync(join(machine.folder, 'cache', name), text);
    expect([await validate(), asked(), await validate(), asked()]).toEqual([valid, 2, valid, 2]);
  });

  it('is found out every time where it cannot be kept', async () => {
    const file = machine.write('file', '');
    expect([
      await validate({ PACKER_CACHE_DIR: file }),
      await validate({ PACKER_CACHE_DIR: file }),
      asked(),
    ]).toEqual([valid, valid, 2]);
  });

  it('can be found out by several at once', async () => {
    rmSync(join(machine.folder, 'cache'), { recursive: true, force: true });
    mkdirSync(join(machine.folder, 'cache'));
    expect(await Promise.all([1, 2, 3, 4].map(() => validate()))).toEqual([
      valid,
      valid,
      valid,
      valid,
    ]);
    const before = asked();
    expect([await validate(), asked()]).toEqual([valid, before]);
    expect(
      readdirSync(join(machine.folder, 'cache')).filter((name) => /\.json\.\d+$/.test(name)),
    ).toEqual([]);
  });

  it('is not asked of plugins that a template does not need', async () => {
    const other = machine.write(
      `plugins/github.com/acme/other/${executableName('other', '1.0.0')}`,
      script,
      0o755,
    );
    writeFileSync(`${other}_SHA256SUM`, sha256(script));
    expect([await validate(), asked()]).toEqual([valid, 1]);
  });
});
