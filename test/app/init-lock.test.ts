import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from '../../src/app/index.ts';
import { findLock } from '../../src/app/lock-file.ts';
import { storedPlugins } from '../../src/registry/index.ts';
import { sha256 } from '../pluginstore/fake-sites.ts';
import {
  archiveOf,
  here,
  type InitRig,
  initRig,
  noInputs,
  otherSum,
  script,
} from './init-fixture.ts';

let rig: InitRig;
beforeEach(async () => {
  rig = await initRig();
});
afterEach(() => rig[Symbol.asyncDispose]());

const source = 'github.com/third/happycloud';
const requires = (version: string) =>
  `packer {\n  required_plugins {\n    happycloud = {\n      source  = "${source}"\n      version = "${version}"\n    }\n  }\n}\n`;

async function run(
  options: { upgrade?: boolean; force?: boolean; lockfile?: 'auto' | 'update' | 'readonly' } = {},
  host = rig.host,
) {
  rig.said.length = 0;
  const fine = await init(
    {
      path: rig.template,
      configType: 'hcl2',
      inputs: noInputs,
      upgrade: false,
      force: false,
      lockfile: 'auto',
      ...options,
    },
    host,
  );
  return [fine, ...rig.said];
}

/** What a build would make of the installed plugins. */
async function choose(version: string) {
  const { lock } = await findLock(rig.template, rig.host.store);
  const range = {
    filename: '',
    start: { line: 1, column: 1, byte: 0 },
    end: { line: 1, column: 1, byte: 0 },
  };
  const others = { choose: async () => ({ plugins: [], diagnostics: [] }) };
  const { plugins, diagnostics } = await storedPlugins(rig.host.store, others).choose({
    required: [{ name: 'happycloud', source, version, range }],
    ignorePrereleases: false,
    ...(lock && { lock }),
  });
  const first = await plugins[0]?.executable();
  return diagnostics.length > 0
    ? diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`)
    : first?.path;
}

const head = `# Which plugins this template uses, byte for byte. "tspacker init" keeps this file up to date;
# it belongs under version control.
`;
const lockOf = (version: string, constraints: string) => {
  const sums = {
    darwin_arm64: otherSum(version, 'darwin_arm64'),
    [here]: sha256(archiveOf(version)),
    plan9_mips: otherSum(version, 'plan9_mips'),
  };
  const names = Object.keys(sums).sort();
  const width = Math.max(...names.map((name) => name.length));
  return `${head}
plugin "${source}" {
  version     = "${version}"
  constraints = "${constraints}"

  archives = {
${names.map((name) => `    ${name.padEnd(width)} = "${sums[name]}"\n`).join('')}  }

  binaries = {
    ${here} = "${sha256(script(version))}"
  }
}
`;
};

describe('init and the lock file', () => {
  it('locks what it installs, for all platforms', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    expect(await run()).toEqual([true, `installed ${source} v1.0.0`]);
    expect(rig.lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
  });

  it('installs the locked version although a newer one exists; -upgrade moves on', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    await run();
    rmSync(join(rig.folder, 'plugins'), { recursive: true });
    rig.release('1.1.0');
    expect(await run()).toEqual([true, `installed ${source} v1.0.0`]);
    expect(rig.lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
    expect(await run({ upgrade: true })).toEqual([true, `installed ${source} v1.1.0`]);
    expect(rig.lock()).toBe(lockOf('1.1.0', '>= 1.0.0'));
    expect(await choose('>= 1.0.0')).toBe(rig.installed('1.1.0'));
  });

  it('asks nobody and writes nothing when all is in place', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    await run();
    const before = rig.site.requests.length;
    expect(await run()).toEqual([true]);
    expect(await run({ lockfile: 'readonly' })).toEqual([true]);
    expect(rig.site.requests.length).toBe(before);
    rmSync(join(rig.template, '.tspacker.lock.hcl'));
    expect(await run()).toEqual([true]);
    expect(existsSync(join(rig.template, '.tspacker.lock.hcl'))).toBe(false);
    expect(await run({ lockfile: 'update' })).toEqual([true]);
    expect(rig.lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
  });

  it('may fail to begin a lock file, not to keep one up to date', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    const { files } = rig.host.store;
    const write: typeof files.write = (path, ...more) =>
      path.includes('.tspacker.lock')
        ? Promise.reject(new Error('read-only file system'))
        : files.write(path, ...more);
    const host = { ...rig.host, store: { ...rig.host.store, files: { ...files, write } } };
    const complaint = 'The lock file could not be written: read-only file system';
    expect(await run({}, host)).toEqual([true, `installed ${source} v1.0.0`, complaint]);
    expect(await run({ lockfile: 'update' }, host)).toEqual([false, complaint]);
    await run({ lockfile: 'update' });
    rig.release('1.1.0');
    expect(await run({ upgrade: true }, host)).toEqual([
      false,
      `installed ${source} v1.1.0`,
      complaint,
    ]);
  });

  it('refuses an archive that is not the locked one', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    await run();
    rmSync(join(rig.folder, 'plugins'), { recursive: true });
    rig.release('1.0.0', ' tampered');
    const error = `packer-plugin-happycloud_1.0.0_${here}.zip is not the archive that is locked: the lock file says ${sha256(archiveOf('1.0.0'))}, the list of checksums ${sha256(archiveOf('1.0.0', ' tampered'))}`;
    expect(await run()).toEqual([
      false,
      `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* ${error}\n\n`,
    ]);
    expect(existsSync(rig.installed('1.0.0'))).toBe(false);
  });

  it('fails on drift when read only', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    const lock = join(rig.template, '.tspacker.lock.hcl');
    expect(await run({ lockfile: 'readonly' })).toEqual([
      false,
      `There is no lock file ${lock}, which -lockfile=readonly asks for. Run "tspacker init" without it and keep the file it writes.`,
    ]);
    await run();
    rig.write('a.pkr.hcl', requires('>= 2.0.0'));
    expect(await run({ lockfile: 'readonly' })).toEqual([
      false,
      `The lock file ${lock} has no version of ${source} that meets ">= 2.0.0", and -lockfile=readonly keeps it from changing. Run "tspacker init" without it and keep what it writes.`,
    ]);
    expect(rig.lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
  });

  it('made on another platform works here, and remembers what it saw', async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    await run();
    rmSync(join(rig.folder, 'plugins'), { recursive: true });
    const foreign = rig
      .lock()
      .replace(
        `    ${here} = "${sha256(script('1.0.0'))}"`,
        `    darwin_arm64 = "${sha256('mac')}"`,
      );
    rig.write('.tspacker.lock.hcl', foreign);
    expect(await run({ lockfile: 'readonly' })).toEqual([true, `installed ${source} v1.0.0`]);
    expect(rig.lock()).toBe(foreign);
    expect(await choose('>= 1.0.0')).toBe(rig.installed('1.0.0'));
    expect(await run()).toEqual([true]);
    expect(rig.lock()).toContain(`    ${here}  = "${sha256(script('1.0.0'))}"`);
    expect(rig.lock()).toContain(`    darwin_arm64 = "${sha256('mac')}"`);
  });

  it('says where a lock file cannot be read', async () => {
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    rig.write(
      '.tspacker.lock.hcl',
      `plugin "${source}" {\n  version = "1.0.0"\n  archives = { linux_amd64 = "abc" }\n}\n`,
    );
    expect(await run()).toEqual([
      false,
      'Invalid lock file: The checksum for linux_amd64 is no SHA-256 in lower-case hexadecimal digits.',
    ]);
  });
});

describe('build and validate with a lock file', () => {
  beforeEach(async () => {
    rig.release('1.0.0');
    rig.write('a.pkr.hcl', requires('>= 1.0.0'));
    await run();
  });
  /** Other bytes with a right checksum file, as anybody could install them. */
  function replace(text: string) {
    const path = rig.installed('1.0.0');
    rmSync(path);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    writeFileSync(`${path}_SHA256SUM`, sha256(text));
  }

  it('refuse other bytes without running them; init repairs', async () => {
    replace(script('1.0.0', ' evil'));
    rig.described.length = 0;
    expect(await choose('>= 1.0.0')).toEqual([
      `Plugin differs from the lock file: The executable ${rig.installed('1.0.0')} of ${source} is not the one in the lock file. It was not run. Run "tspacker init" to install the locked one, or "tspacker init -upgrade" to lock another one.`,
    ]);
    expect(rig.described.filter((path) => path === rig.installed('1.0.0'))).toEqual([]);
    expect(await run()).toEqual([true, `installed ${source} v1.0.0`]);
    expect(readFileSync(rig.installed('1.0.0'), 'utf8')).toBe(script('1.0.0'));
    expect(await choose('>= 1.0.0')).toBe(rig.installed('1.0.0'));
  });

  it('take other bytes where there is no lock file', async () => {
    replace(script('1.0.0', ' other'));
    rmSync(join(rig.template, '.tspacker.lock.hcl'));
    expect(await choose('>= 1.0.0')).toBe(rig.installed('1.0.0'));
  });

  it('do not take an archive record of other bytes for a proof', async () => {
    rig.write('.tspacker.lock.hcl', rig.lock().replace(/\n {2}binaries = \{[^}]*\}\n/, ''));
    expect(await choose('>= 1.0.0')).toBe(rig.installed('1.0.0'));
    replace(script('1.0.0', ' evil'));
    expect(await choose('>= 1.0.0')).toEqual([
      expect.stringContaining('is not the one in the lock file'),
    ]);
  });

  it('say what is not locked, and what is locked but missing', async () => {
    expect(await choose('>= 2.0.0')).toEqual([
      `Plugin is not in the lock file: The lock file has no version of ${source} that meets ">= 2.0.0". Run "tspacker init" to add one.`,
    ]);
    rmSync(rig.installed('1.0.0'));
    expect(await choose('>= 1.0.0')).toEqual([
      `Missing plugins: The following plugins are required, but not installed:\n\n* ${source} >= 1.0.0 (locked: 1.0.0)\n\nDid you run packer init for this project ?`,
    ]);
  });
});
