// What release sites can do to `init` and `plugins install`: whole output and exit code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as openpgp from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../fake-sites.ts';
import { sha256, zip } from '../fake-sites.ts';
import { everyTestOnline } from './online.ts';
import { here } from './program.ts';
import {
  executableName,
  pluginScript,
  publish,
  publishOnGithub,
  type Release,
  requiring,
} from './releases.ts';

const online = everyTestOnline();
const source = 'github.com/acme/cloud';
const official = 'github.com/hashicorp/cloud';
const unsigned = `The releases of ${source} are not signed by a key that is known; only their checksums are verified.\n`;
const installed = (version: string, of = source) =>
  `Installed plugin ${of} v${version} in "<DIR>/plugins/${of}/${executableName(of.split('/').at(-1) ?? '', version).replace(here, '<OS>_<ARCH>')}"\n`;
const errors = (...list: readonly string[]) =>
  `${list.length} error${list.length === 1 ? '' : 's'} occurred:\n${list.map((each) => `\t* ${each}\n`).join('')}\n\n`;

const manually = `Remote installation of pre-release plugin versions is unsupported.
This is likely an upstream issue, which should be reported.
If you require this specific version of the plugin, download the binary and install it manually.

tspacker plugins install --path '<plugin_binary>' ${source}`;

let keys: { readonly privateKey: openpgp.PrivateKey; readonly armored: string };
beforeAll(async () => {
  const userIDs = [{ name: 'A third party' }];
  const made = await openpgp.generateKey({ userIDs, format: 'object' });
  keys = { privateKey: made.privateKey, armored: made.publicKey.armor() };
});

const run = (args: readonly string[], environment: Record<string, string> = {}) => {
  const { machine } = online;
  const PACKER_PLUGIN_PATH = join(machine.folder, 'plugins');
  return machine.run(args, { environment: { PACKER_PLUGIN_PATH, ...environment } });
};
const install = (environment?: Record<string, string>, of = source) =>
  run(['plugins', 'install', of], environment);
const release: Release = { name: 'cloud', version: '1.2.3' };
const tags = 'api.github.com/repos/acme/packer-plugin-cloud/git/matching-refs/tags';
const files = 'github.com/acme/packer-plugin-cloud/releases/download/v1.2.3';
const archiveName = `packer-plugin-cloud_v1.2.3_x5.0_${here}.zip`;
const shownArchive = 'packer-plugin-cloud_v1.2.3_x5.0_<OS>_<ARCH>.zip';
const member = executableName('cloud', '1.2.3');
const shownMember = 'packer-plugin-cloud_v1.2.3_x5.0_<OS>_<ARCH>';
const archive = zip({ [member]: pluginScript(release) });
const leftOver = () =>
  readdirSync(online.machine.folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /packer-plugin|tspacker-/.test(name) && !name.includes('code-cache'),
  );

describe('releases that are refused', () => {
  it.each<[string, Partial<Release>, string]>([
    [
      'a wrong checksum',
      { sum: 'ab'.repeat(32) },
      `the checksum of ${shownArchive} is wrong: the list says ${'ab'.repeat(32)}, the file has ${sha256(archive)}`,
    ],
    [
      'no archive for this platform',
      { platform: 'plan8_mips' },
      `github.com has no ${source} v1.2.3 for ${here.replace('_', ' ')}`,
    ],
    [
      'an API that is too new',
      { api: 'x5.1' },
      `github.com has no ${source} v1.2.3 for ${here.replace('_', ' ')}`,
    ],
    [
      'another version in the archive',
      { content: pluginScript({ version: '1.2.4' }) },
      'the binary says that it is version 1.2.4, not v1.2.3',
    ],
    [
      'a pre-release in the archive',
      { content: pluginScript({ version: '1.2.3-dev' }) },
      `binary reported a pre-release version of 1.2.3-dev
${manually}`,
    ],
    [
      'a plugin of another name',
      { archive: zip({ [executableName('other', '1.2.3')]: pluginScript(release) }) },
      `${shownArchive}: the zip archive has no member ${shownMember}`,
    ],
    [
      'a member that leaves its folder',
      { archive: zip({ [`../../${member}`]: pluginScript(release) }) },
      `${shownArchive}: the zip archive has no member ${shownMember}`,
    ],
    [
      'a member with an absolute path',
      { archive: zip({ [`/tmp/${member}`]: pluginScript(release) }) },
      `${shownArchive}: the zip archive has no member ${shownMember}`,
    ],
    [
      'a link',
      { archive: zip({ [member]: '/bin/sh' }, { mode: 0o120777 }) },
      `${shownArchive}: the member of the zip archive is a link, not a file`,
    ],
    [
      'a bomb',
      { archive: zip({ [member]: 'x'.repeat(10_000_000) }, { claimed: 100 }) },
      `${shownArchive}: the zip archive is damaged, or larger than it says`,
    ],
    [
      'a member that is too large',
      { archive: zip({ [member]: 'x' }, { claimed: 3 * 1024 ** 3 }) },
      `${shownArchive}: the member of the zip archive is too large`,
    ],
    [
      'no archive at all',
      { archive: Buffer.from('hello') },
      `${shownArchive}: the file is no zip archive`,
    ],
  ])('%s', async (_, differs, error) => {
    await publishOnGithub(online.internet, 'acme', { ...release, ...differs });
    expect((await install()).stdout.replaceAll(here.replace('_', ' '), 'HERE')).toBe(
      errors(error).replaceAll(here.replace('_', ' '), 'HERE'),
    );
    expect(leftOver()).toEqual([]);
  });

  it('pre-releases', async () => {
    await publishOnGithub(online.internet, 'acme', { name: 'cloud', version: '2.0.0-beta1' });
    expect(await install()).toEqual({
      exit: 1,
      stdout: errors(
        `${source} v2.0.0-beta1 is a pre-release; install it with "plugins install --path" if you need it`,
      ),
    });
  });

  it('fall back to an older one', async () => {
    await publishOnGithub(online.internet, 'acme', release, {
      ...release,
      version: '1.3.0',
      platform: 'plan8_mips',
    });
    expect(await install()).toEqual({ exit: 0, stdout: installed('1.2.3'), stderr: unsigned });
  });
});

describe('signatures', () => {
  const keyFile = () => ({ TSPACKER_PLUGIN_KEYS: online.machine.write('keys.asc', keys.armored) });
  const site = 'releases.hashicorp.com';

  it('of HashiCorp have to be there, and right', async () => {
    await publish(online.internet, site, release);
    const list = `the list of checksums of ${official} 1.2.3`;
    expect(await install({}, official)).toEqual({
      exit: 1,
      stdout: errors(
        `${list} is not signed, and it has to be`,
        `GET https://api.github.com/repos/hashicorp/packer-plugin-cloud/git/matching-refs/tags: 404`,
      ),
    });
    await publish(online.internet, site, { ...release, signer: keys.privateKey });
    const { stdout } = await install({}, official);
    expect(stdout.split('\n')[1]).toBe(
      `\t* the signature of ${list} is wrong, or made with a key that is not trusted`,
    );
    expect(leftOver()).toEqual([]);
    expect(await install(keyFile(), official)).toEqual({
      exit: 0,
      stdout: installed('1.2.3', official),
    });
  });

  it('of third parties are checked against the keys of the user', async () => {
    await publishOnGithub(online.internet, 'acme', { ...release, signer: keys.privateKey });
    expect(await install(keyFile())).toEqual({ exit: 0, stdout: installed('1.2.3') });
    const sums = `${files}/packer-plugin-cloud_v1.2.3_SHA256SUMS`;
    online.internet.pages.set(sums, `${String(online.internet.pages.get(sums))}\n`);
    expect(await run(['plugins', 'install', '-force', source], keyFile())).toEqual({
      exit: 1,
      stdout: errors(
        `the signature of the list of checksums of ${source} 1.2.3 is wrong, or made with a key that is not trusted`,
      ),
    });
  });

  it('cannot be checked with keys that are not there', async () => {
    await publishOnGithub(online.internet, 'acme', release);
    expect(await install({ TSPACKER_PLUGIN_KEYS: '/nowhere/keys.asc' })).toEqual({
      exit: 1,
      stdout: errors('TSPACKER_PLUGIN_KEYS: open /nowhere/keys.asc: no such file or directory'),
    });
    const nonsense = online.machine.write('nonsense.asc', 'hello');
    expect(await install({ TSPACKER_PLUGIN_KEYS: nonsense })).toEqual({
      exit: 1,
      stdout: errors('TSPACKER_PLUGIN_KEYS: <DIR>/nonsense.asc holds no armored OpenPGP keys'),
    });
  });
});

describe('sites in trouble', () => {
  const page =
    (status: number, headers = {}, text = ''): Page =>
    (_, response) =>
      void response.writeHead(status, headers).end(text);

  it.each<[string, Page, string]>([
    ['unknown', page(404), `GET https://${tags}: 404`],
    [
      'a used up rate limit',
      page(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' }),
      'the rate limit of the GitHub API is used up. It can be used again at 2030-03-17T17:46:40.000Z. Set PACKER_GITHUB_API_TOKEN to a token to get a higher one.',
    ],
    ['no JSON', 'hello', `https://${tags} did not answer with a list of tags`],
    ['other JSON', '{"message": "moved"}', `https://${tags} did not answer with a list of tags`],
    ['no versions', '[]', `no release of ${source} meets the version constraints`],
  ])('%s', async (_, answer, error) => {
    online.internet.pages.set(tags, answer);
    expect(await install()).toEqual({ exit: 1, stdout: errors(error) });
    expect(online.internet.reached.length).toBe(1);
  });

  it('that pass: 5xx, and a body that is cut off, are asked again for what is missing', async () => {
    await publishOnGithub(online.internet, 'acme', release);
    const list = online.internet.pages.get(tags);
    const ranges: (string | undefined)[] = [];
    online.internet.pages.set(tags, (_, response, count) => {
      response.writeHead(count === 1 ? 502 : 200).end(count === 1 ? '' : list);
    });
    online.internet.pages.set(`${files}/${archiveName}`, (request, response, count) => {
      ranges.push(request.headers.range);
      if (count > 1) {
        response
          .writeHead(206, { 'content-length': archive.length - 20 })
          .end(archive.subarray(20));
        return;
      }
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 20), () => response.destroy());
    });
    expect(await install()).toEqual({ exit: 0, stdout: installed('1.2.3'), stderr: unsigned });
    expect(ranges).toEqual([undefined, 'bytes=20-']);
  });

  it('redirects are followed without the token, and never to an unprotected address', async () => {
    await publishOnGithub(online.internet, 'acme', release);
    const storage = 'objects.githubusercontent.com/blob';
    online.internet.pages.set(storage, archive);
    online.internet.pages.set(
      `${files}/${archiveName}`,
      page(302, { location: `https://${storage}` }),
    );
    expect(await install({ PACKER_GITHUB_API_TOKEN: 'top-secret-token' })).toEqual({
      exit: 0,
      stdout: installed('1.2.3'),
      stderr: unsigned,
    });
    const told = online.internet.reached.filter(({ headers }) => headers.authorization);
    expect(told.map(({ address }) => address)).toEqual([tags]);
    online.internet.pages.set(
      `${files}/${archiveName}`,
      page(302, { location: 'http://github.com/x' }),
    );
    expect(await run(['plugins', 'install', '-force', source])).toEqual({
      exit: 1,
      stderr: unsigned,
      stdout: errors(
        `github.com: ${source} v1.2.3: Get "https://${files}/${shownArchive}": refuses to follow a redirect to an unprotected address`,
      ),
    });
  });
});

describe('several plugins', () => {
  it('are fetched at once', async () => {
    await publishOnGithub(online.internet, 'acme', release);
    await publishOnGithub(online.internet, 'acme', { name: 'sky', version: '2.0.0' });
    const required = {
      cloud: [source, '>= 1.0.0'],
      sky: ['github.com/acme/sky', '~> 2.0'],
    } as const;
    online.machine.write('a.pkr.hcl', requiring(required));
    // Neither list is answered before both were asked for.
    const waiting: (() => void)[] = [];
    for (const address of [tags, tags.replace('cloud', 'sky')]) {
      const list = online.internet.pages.get(address);
      online.internet.pages.set(address, (_, response) => {
        waiting.push(() => response.end(list));
        if (waiting.length === 2) for (const answer of waiting) answer();
      });
    }
    const { exit, stdout } = await run(['init', '.']);
    expect([
      exit,
      stdout
        .split('\n')
        .filter((line) => line.startsWith('Installed'))
        .sort(),
    ]).toEqual([0, [installed('1.2.3').trim(), installed('2.0.0', 'github.com/acme/sky').trim()]]);
  });

  it('that fail do not keep others from being installed, and are all told', async () => {
    await publishOnGithub(online.internet, 'acme', release);
    const required = {
      cloud: [source, '>= 1.0.0'],
      sky: ['github.com/acme/sky', '~> 2.0'],
    } as const;
    online.machine.write('a.pkr.hcl', requiring(required));
    const { exit, stdout } = await run(['init', '.']);
    expect(exit).toBe(1);
    expect(stdout).toContain(installed('1.2.3'));
    expect(stdout).toContain(
      `Failed getting the "github.com/acme/sky" plugin:\n${errors('GET https://api.github.com/repos/acme/packer-plugin-sky/git/matching-refs/tags: 404')}`,
    );
    expect(existsSync(join(online.machine.folder, '.tspacker.lock.hcl'))).toBe(false);
  });
});

describe('an installed plugin', () => {
  it('is not fetched again by init, and is with -force', async () => {
    await publishOnGithub(online.internet, 'acme', release);
    online.machine.write('a.pkr.hcl', requiring({ cloud: [source, '>= 1.0.0'] }));
    await run(['init', '.']);
    const before = online.internet.reached.length;
    expect(await run(['init', '.'])).toEqual({ exit: 0, stdout: '' });
    expect(online.internet.reached.length).toBe(before);
    expect(await run(['init', '-force', '.'])).toEqual({
      exit: 0,
      stdout: installed('1.2.3'),
      stderr: unsigned,
    });
    const sum = `${join(online.machine.folder, 'plugins', source, member)}_SHA256SUM`;
    expect(readFileSync(sum, 'utf8')).toBe(sha256(pluginScript(release)));
  });
});
