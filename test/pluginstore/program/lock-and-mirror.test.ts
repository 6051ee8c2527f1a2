// Lock files and mirrors, as users go through them: whole output, exit code, and the lock file that is left.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256, zip } from '../fake-sites.ts';
import { everyTestOnline } from './online.ts';
import { here } from './program.ts';
import { executableName, nullBuild, pluginScript, publish, requiring } from './releases.ts';

const online = everyTestOnline();
const source = 'plugins.example.com/acme/cloud';
const site = 'plugins.example.com/acme';
const folder = `home/.config/packer/plugins/${source}`;
const unsigned = `The releases of ${source} are not signed by a key that is known; only their checksums are verified.\n`;
const installed = (version: string) =>
  `Installed plugin ${source} v${version} in "<DIR>/${folder}/packer-plugin-cloud_v${version}_x5.0_<OS>_<ARCH>"\n`;
const refused = (stdout: string) => ({ exit: 1, stdout });
const fetched = (stdout: string) => ({ exit: 0, stdout, stderr: unsigned });
const notFetched = (stdout: string) => ({ exit: 1, stdout, stderr: unsigned });

const run = (...args: readonly string[]) =>
  online.machine.run(args, { environment: { TSPACKER_PLUGIN_HOSTS: 'plugins.example.com' } });
const ask = (constraints: string) =>
  online.machine.write('t/a.pkr.hcl', requiring({ cloud: [source, constraints] }) + nullBuild);
const lockPath = () => join(online.machine.folder, 't/.tspacker.lock.hcl');
const lock = () => readFileSync(lockPath(), 'utf8').replaceAll(here, '<OS>_<ARCH>');
const executable = (version: string) =>
  join(online.machine.folder, folder, executableName('cloud', version));
const forgetPlugins = () => rmSync(join(online.machine.folder, 'home'), { recursive: true });
const archive = (version: string) =>
  zip({ [executableName('cloud', version)]: pluginScript({ version }) });

const lockOf = (
  version: string,
  constraints: string,
) => `# Which plugins this template uses, byte for byte. "tspacker init" keeps this file up to date;
# it belongs under version control.

plugin "${source}" {
  version     = "${version}"
  constraints = "${constraints}"

  archives = {
    <OS>_<ARCH> = "${sha256(archive(version))}"
    plan9_mips  = "${sha256('another')}"
  }

  binaries = {
    <OS>_<ARCH> = "${sha256(pluginScript({ version }))}"
  }
}
`;

describe('the lock file', () => {
  it('is begun, honoured, moved, and kept when read only', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    expect(await run('init', '-lockfile=readonly', 't')).toEqual(
      refused(
        'There is no lock file t/.tspacker.lock.hcl, which -lockfile=readonly asks for. Run "tspacker init" without it and keep the file it writes.\n',
      ),
    );
    expect(await run('init', 't')).toEqual(fetched(installed('1.0.0')));
    expect(lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));

    await publish(
      online.internet,
      site,
      { name: 'cloud', version: '1.0.0' },
      { name: 'cloud', version: '1.1.0' },
    );
    forgetPlugins();
    expect(await run('init', '-lockfile=readonly', 't')).toEqual(fetched(installed('1.0.0')));
    expect(await run('init', 't')).toEqual({ exit: 0, stdout: '' });
    expect(lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
    expect(await run('init', '-upgrade', '-lockfile=readonly', 't')).toEqual(
      refused('-upgrade changes the lock file, which -lockfile=readonly forbids.\n'),
    );
    expect(await run('init', '-upgrade', 't')).toEqual(fetched(installed('1.1.0')));
    expect(lock()).toBe(lockOf('1.1.0', '>= 1.0.0'));

    ask('~> 2.0');
    expect(await run('init', '-lockfile=readonly', 't')).toEqual(
      refused(
        `The lock file t/.tspacker.lock.hcl has no version of ${source} that meets "~> 2.0", and -lockfile=readonly keeps it from changing. Run "tspacker init" without it and keep what it writes.\n`,
      ),
    );
    expect(await run('init', '-lockfile=never', 't')).toEqual(
      refused('-lockfile is readonly or update, not "never".\n'),
    );
    expect(lock()).toBe(lockOf('1.1.0', '>= 1.0.0'));
  });

  it('keeps build, validate and console from running other bytes', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    await run('init', 't');
    expect(await run('validate', 't')).toEqual({
      exit: 0,
      stdout: 'The configuration is valid.\n',
    });
    const ran = online.machine.write('ran', '');
    const evil = `${pluginScript({ version: '1.0.0' })}echo $1 >> ${ran}\n`;
    writeFileSync(executable('1.0.0'), evil);
    writeFileSync(`${executable('1.0.0')}_SHA256SUM`, sha256(evil));
    for (const command of [['validate'], ['build', '-color=false']]) {
      const { exit, stdout } = await run(...command, 't');
      expect([exit, stdout.replace(/\s+/g, ' ').trim()]).toEqual([
        1,
        `Error: Plugin differs from the lock file The executable <DIR>/${folder}/packer-plugin-cloud_v1.0.0_x5.0_<OS>_<ARCH> of ${source} is not the one in the lock file. It was not run. Run "tspacker init" to install the locked one, or "tspacker init -upgrade" to lock another one.`,
      ]);
    }
    expect(readFileSync(ran, 'utf8')).toBe('');
    expect(await run('init', 't')).toEqual(fetched(installed('1.0.0')));
    expect(await run('validate', 't')).toEqual({
      exit: 0,
      stdout: 'The configuration is valid.\n',
    });
    expect(lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
  });

  it('refuses an archive whose bytes were changed on the site', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    await run('init', 't');
    forgetPlugins();
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0', mark: 'changed' });
    const changed = zip({
      [executableName('cloud', '1.0.0')]: pluginScript({ version: '1.0.0', mark: 'changed' }),
    });
    expect(await run('init', 't')).toEqual(
      notFetched(
        `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* packer-plugin-cloud_1.0.0_<OS>_<ARCH>.zip is not the archive that is locked: the lock file says ${sha256(archive('1.0.0'))}, the list of checksums ${sha256(changed)}\n\n\n`,
      ),
    );
    expect(existsSync(executable('1.0.0'))).toBe(false);
  });

  it('made on another platform holds here', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    await run('init', 't');
    forgetPlugins();
    const foreign = readFileSync(lockPath(), 'utf8').replace(
      /binaries = \{[^}]*\}/,
      `binaries = {\n    plan9_mips = "${sha256('elsewhere')}"\n  }`,
    );
    writeFileSync(lockPath(), foreign);
    expect(await run('init', '-lockfile=readonly', 't')).toEqual(fetched(installed('1.0.0')));
    expect(readFileSync(lockPath(), 'utf8')).toBe(foreign);
    expect(await run('validate', 't')).toEqual({
      exit: 0,
      stdout: 'The configuration is valid.\n',
    });
  });

  it('is not needed, and not made where nothing is installed', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    await run('init', 't');
    rmSync(lockPath());
    expect(await run('init', 't')).toEqual({ exit: 0, stdout: '' });
    expect(existsSync(lockPath())).toBe(false);
    expect(await run('validate', 't')).toEqual({
      exit: 0,
      stdout: 'The configuration is valid.\n',
    });
    expect(await run('init', '-lockfile=update', 't')).toEqual(fetched(''));
    expect(lock()).toBe(lockOf('1.0.0', '>= 1.0.0'));
  });
});

describe('a mirror', () => {
  const files = () => {
    const names = readdirSync(join(online.machine.folder, 'mirror'), {
      recursive: true,
      encoding: 'utf8',
    });
    return names.filter((name) => /\.(json|zip)$|SUMS$/.test(name)).sort();
  };
  const offline = (environment: Record<string, string>, ...args: readonly string[]) =>
    online.machine.run(args, {
      environment: { HTTPS_PROXY: 'socks5://127.0.0.1:1', ...environment },
    });

  async function filled(...args: readonly string[]) {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    return run('plugins', 'mirror', ...args, 'mirror', 't');
  }
  const begin = 'plugins.example.com/acme/packer-plugin-cloud';
  const whole = [
    `${begin}/1.0.0/packer-plugin-cloud_1.0.0_SHA256SUMS`,
    `${begin}/1.0.0/packer-plugin-cloud_1.0.0_${here}.zip`,
    `${begin}/1.0.0/packer-plugin-cloud_1.0.0_manifest.json`,
    `${begin}/index.json`,
  ].sort();

  it('is filled for one platform and used as a folder, by variable or by configuration', async () => {
    expect(await filled(`-platform=${here}`)).toEqual(
      fetched(`Mirrored ${source} v1.0.0 for <OS>_<ARCH>\n`),
    );
    expect(files()).toEqual(whole);
    const mirror = join(online.machine.folder, 'mirror');
    const fine = fetched(installed('1.0.0'));
    expect(await offline({ TSPACKER_PLUGIN_MIRROR: mirror }, 'init', 't')).toEqual(fine);
    forgetPlugins();
    expect(
      await offline({ TSPACKER_PLUGIN_MIRROR: 'mirror' }, 'init', '-lockfile=readonly', 't'),
    ).toEqual(fine);
    forgetPlugins();
    const config = online.machine.write('config.json', JSON.stringify({ plugin_mirror: mirror }));
    expect(
      await offline({ PACKER_CONFIG: config }, 'plugins', 'install', source, '~> 1.0'),
    ).toEqual(fine);
  });

  it('is used from a web server', async () => {
    await filled(`-platform=${here}`);
    for (const name of files())
      online.internet.pages.set(
        `mirror.example.com/sub/${name}`,
        readFileSync(join(online.machine.folder, 'mirror', name)),
      );
    online.internet.reached.length = 0;
    const environment = { TSPACKER_PLUGIN_MIRROR: 'https://mirror.example.com/sub/' };
    expect(await online.machine.run(['init', 't'], { environment })).toEqual(
      fetched(installed('1.0.0')),
    );
    const asked = online.internet.reached.map(({ address }) => address);
    expect(asked.every((address) => address.startsWith('mirror.example.com/sub/'))).toBe(true);
  });

  it('for all platforms needs all of them', async () => {
    expect(await filled()).toEqual(
      notFetched(
        `Failed mirroring the "${source}" plugin:\n\t* its host: ${source} v1.0.0: GET https://plugins.example.com/acme/packer-plugin-cloud/1.0.0/packer-plugin-cloud_1.0.0_plan9_mips.zip: 404\n\n`,
      ),
    );
    online.internet.pages.set(`${begin}/1.0.0/packer-plugin-cloud_1.0.0_plan9_mips.zip`, 'another');
    expect(await run('plugins', 'mirror', 'mirror', 't')).toEqual(
      fetched(`Mirrored ${source} v1.0.0 for <OS>_<ARCH>, plan9_mips\n`),
    );
  });

  it('takes the locked version, and says what it lacks', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    await run('init', 't');
    await publish(
      online.internet,
      site,
      { name: 'cloud', version: '1.0.0' },
      { name: 'cloud', version: '1.1.0' },
    );
    const platform = `-platform=${here}`;
    expect(await run('plugins', 'mirror', platform, 'mirror', 't')).toEqual(
      fetched(`Mirrored ${source} v1.0.0 for <OS>_<ARCH>\n`),
    );
    ask('>= 1.1.0');
    const mirror = join(online.machine.folder, 'mirror');
    expect(await offline({ TSPACKER_PLUGIN_MIRROR: mirror }, 'init', 't')).toEqual(
      refused(
        `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* no release of ${source} meets the version constraints\n\n\n`,
      ),
    );
    ask('>= 1.0.0');
    forgetPlugins();
    writeFileSync(join(mirror, begin, `1.0.0/packer-plugin-cloud_1.0.0_${here}.zip`), 'damaged');
    expect(await offline({ TSPACKER_PLUGIN_MIRROR: mirror }, 'init', 't')).toEqual(
      notFetched(
        `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* the checksum of packer-plugin-cloud_1.0.0_<OS>_<ARCH>.zip is wrong: the list says ${sha256(archive('1.0.0'))}, the file has ${sha256('damaged')}\n\n\n`,
      ),
    );
    expect(await run('plugins', 'mirror')).toMatchObject({ exit: 1 });
  });
});

describe('another host', () => {
  it('is asked only when it was named', async () => {
    await publish(online.internet, site, { name: 'cloud', version: '1.0.0' });
    ask('>= 1.0.0');
    expect(await online.machine.run(['init', 't'])).toEqual(
      refused(
        `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* "${source}" doesn't appear to be a valid "github.com" source address; check source and try again.\n\n\n`,
      ),
    );
    expect(online.internet.proxied).toEqual([]);
    const environment = { TSPACKER_PLUGIN_HOSTS: 'a.example.com, plugins.example.com' };
    expect(await online.machine.run(['init', 't'], { environment })).toEqual(
      fetched(installed('1.0.0')),
    );
  });
});
