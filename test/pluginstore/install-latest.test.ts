import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as openpgp from 'openpgp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseVersionConstraints } from '../../src/base/index.ts';
import {
  type Clock,
  inflateRaw,
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeWeb,
  sha256Of,
} from '../../src/platform/index.ts';
import {
  github,
  installLatest,
  parseSourceAddress,
  releaseSite,
  signatureCheck,
  type StoreWorld,
} from '../../src/pluginstore/index.ts';
import { type FakeSite, fakeSite, sha256, zip } from './fake-sites.ts';

const { os, architecture } = nodeEnvironment();
const ending = `${os}_${architecture}`;
const script = (version: string) => `#!/bin/sh\n# happycloud ${version}\n`;

let folder: string;
let releases: FakeSite;
let hub: FakeSite;
let unsigned: string[];
let keys: { readonly privateKey: openpgp.PrivateKey; readonly armored: string };

beforeAll(async () => {
  const made = await openpgp.generateKey({
    userIDs: [{ name: 'A third party' }],
    format: 'object',
  });
  keys = { privateKey: made.privateKey, armored: made.publicKey.armor() };
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-store-'));
  releases = await fakeSite();
  hub = await fakeSite();
  unsigned = [];
});
afterEach(async () => {
  await releases[Symbol.asyncDispose]();
  await hub[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A clock whose pauses take no time; each is counted. */
const hasty: Clock = { ...nodeClock(), sleep: () => Promise.resolve() };

function world(describe: StoreWorld['describe']): StoreWorld {
  return {
    files: nodeFiles(),
    environment: nodeEnvironment(),
    log: { enabled: false, write: () => {} },
    clock: hasty,
    pluginFolder: join(folder, 'plugins'),
    cacheFolder: join(folder, 'cache'),
    describe,
  };
}

/** Says the version that stands in the script. */
const honest: StoreWorld['describe'] = async (path) => ({
  version: /happycloud (\S+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '',
  apiVersion: 'x5.0',
  sdkVersion: '0.6.0',
  wire: 'gorpc',
  components: { builder: [], provisioner: [], 'post-processor': [], datasource: [] },
});

async function install({
  constraints = '>= 0.1.0',
  source = 'github.com/third/happycloud',
  force = false,
  trusted = [],
  describe = honest,
}: {
  readonly constraints?: string;
  readonly source?: string;
  readonly force?: boolean;
  readonly trusted?: readonly string[];
  readonly describe?: StoreWorld['describe'];
} = {}) {
  const address = parseSourceAddress(source);
  const wanted = parseVersionConstraints(constraints);
  if (!address.ok || !wanted.ok) throw new Error('the test asks for nonsense');
  const fetching = { web: nodeWeb({}), clock: hasty, signal: new AbortController().signal };
  const result = await installLatest(
    world(describe),
    {
      getters: [
        releaseSite(fetching, releases.url, ({ parts }) => parts[1] !== 'hub'),
        github(fetching, {
          api: hub.url,
          site: hub.url,
          token: 'top-secret-token',
          coreVersion: '1.16.0',
        }),
      ],
      inflate: inflateRaw,
      sha256: sha256Of,
      checkSignature: signatureCheck({
        keys: async () => trusted.map((armored) => ({ armored, origin: 'the test' })),
        unsigned: async (each) => void unsigned.push(each),
      }),
    },
    { source: address.value, constraints: wanted.value, force },
  );
  if (!result.ok)
    return {
      errors: result.error.map((each) =>
        each.replaceAll(releases.url, 'RELEASES').replaceAll(hub.url, 'HUB'),
      ),
    };
  const { version, path, isNew } = result.value;
  return { installed: isNew ? { version, path: path.slice(folder.length + 1) } : undefined };
}

/** Puts a version on the fake release site. */
function release(
  version: string,
  {
    archive = zip({ [`packer-plugin-happycloud_v${version}_x5.0_${ending}`]: script(version) }),
    sum = sha256(archive),
    protocol = '5.0',
    platform = ending,
  } = {},
) {
  const base = `/packer-plugin-happycloud/${version}/packer-plugin-happycloud_${version}`;
  const sums = `${sum}  packer-plugin-happycloud_${version}_${platform}.zip\n${sha256('x')}  packer-plugin-happycloud_${version}_manifest.json\n`;
  releases.pages.set(`${base}_SHA256SUMS`, sums);
  releases.pages.set(
    `${base}_manifest.json`,
    JSON.stringify({ metadata: { protocol_version: protocol } }),
  );
  releases.pages.set(`${base}_${platform}.zip`, archive);
  return { base, sums, archive };
}

function index(...versions: string[]) {
  const entries = versions.map((version) => [
    version,
    { name: 'packer-plugin-happycloud', version },
  ]);
  releases.pages.set(
    '/packer-plugin-happycloud/index.json',
    JSON.stringify({ versions: Object.fromEntries(entries) }),
  );
}

const installedAs = (version: string, host = 'github.com/third/happycloud') => ({
  installed: {
    version: `v${version}`,
    path: `plugins/${host}/packer-plugin-happycloud_v${version}_x5.0_${ending}`,
  },
});

describe('installing from a release site', () => {
  it('takes the newest version that meets the constraints', async () => {
    index('1.0.0', '1.10.0', '1.9.0', '2.0.0');
    release('1.10.0');
    expect(await install({ constraints: '~> 1.0' })).toEqual(installedAs('1.10.0'));
    const plugins = join(folder, 'plugins/github.com/third/happycloud');
    const name = `packer-plugin-happycloud_v1.10.0_x5.0_${ending}`;
    expect(readdirSync(plugins)).toEqual([`.${name}_ARCHIVE`, name, `${name}_SHA256SUM`]);
    expect(readFileSync(join(plugins, `${name}_SHA256SUM`), 'utf8')).toBe(sha256(script('1.10.0')));
    expect(unsigned).toEqual(['github.com/third/happycloud']);
  });

  it('leaves what is installed and right alone, unless told otherwise', async () => {
    index('1.0.0');
    release('1.0.0');
    await install();
    const before = releases.requests.length;
    expect(await install()).toEqual({ installed: undefined });
    expect(releases.requests.slice(before).some(({ path }) => path.endsWith('.zip'))).toBe(false);
    expect(await install({ force: true })).toEqual(installedAs('1.0.0'));
  });

  it('asks again after trouble that may pass, and goes on where a download broke', async () => {
    index('1.0.0');
    const { base, archive, sums } = release('1.0.0');
    releases.pages.set(`${base}_SHA256SUMS`, (_, response, count) => {
      response.writeHead(count < 3 ? 503 : 200);
      response.end(count < 3 ? '' : sums);
    });
    releases.pages.set(`${base}_${ending}.zip`, (request, response, count) => {
      if (count === 1) {
        response.writeHead(200, { 'content-length': archive.length });
        response.write(archive.slice(0, 10), () => response.destroy());
        return;
      }
      expect(request.headers.range).toBe('bytes=10-');
      response.writeHead(206, { 'content-length': archive.length - 10 });
      response.end(archive.slice(10));
    });
    expect(await install()).toEqual(installedAs('1.0.0'));
  });

  const good = () => zip({ [`packer-plugin-happycloud_v1.0.0_x5.0_${ending}`]: script('1.0.0') });
  it.each<[string, () => void, string]>([
    [
      'a wrong checksum',
      () => release('1.0.0', { sum: 'ab'.repeat(32) }),
      `the checksum of packer-plugin-happycloud_1.0.0_${ending}.zip is wrong: the list says ${'ab'.repeat(32)}, the file has ${sha256(good())}`,
    ],
    [
      'another platform only',
      () => release('1.0.0', { platform: 'plan9_mips' }),
      `RELEASES has no github.com/third/happycloud v1.0.0 for ${os} ${architecture}`,
    ],
    [
      'an API that is too new',
      () => release('1.0.0', { protocol: '5.1' }),
      `RELEASES has no github.com/third/happycloud v1.0.0 for ${os} ${architecture}`,
    ],
    [
      'an archive with a path that leaves its folder instead of the plugin',
      () => release('1.0.0', { archive: zip({ '../../evil': 'x' }) }),
      `packer-plugin-happycloud_1.0.0_${ending}.zip: the zip archive has no member packer-plugin-happycloud_v1.0.0_x5.0_${ending}`,
    ],
    [
      'an archive that unpacks to more than it says',
      () =>
        release('1.0.0', {
          archive: zip(
            { [`packer-plugin-happycloud_v1.0.0_x5.0_${ending}`]: 'x'.repeat(1_000_000) },
            { claimed: 10 },
          ),
        }),
      `packer-plugin-happycloud_1.0.0_${ending}.zip: the zip archive is damaged, or larger than it says`,
    ],
    [
      'something that is no archive',
      () => release('1.0.0', { archive: Buffer.from('hello') }),
      `packer-plugin-happycloud_1.0.0_${ending}.zip: the file is no zip archive`,
    ],
    [
      'a binary of another version',
      () =>
        release('1.0.0', {
          archive: zip({ [`packer-plugin-happycloud_v1.0.0_x5.0_${ending}`]: script('1.0.1') }),
        }),
      'the binary says that it is version 1.0.1, not v1.0.0',
    ],
  ])('refuses %s and installs nothing', async (_, prepare, error) => {
    index('1.0.0');
    prepare();
    const { errors } = await install();
    expect(errors?.[0]).toBe(error);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tries an older version when the newest cannot be had', async () => {
    index('1.0.0', '1.1.0');
    release('1.0.0');
    release('1.1.0', { platform: 'plan9_mips' });
    expect(await install()).toEqual(installedAs('1.0.0'));
  });

  it('never takes a pre-release', async () => {
    index('1.0.0-beta1');
    const { errors } = await install({ constraints: '!= 0.0.0' });
    expect(errors?.[0]).toBe(
      'github.com/third/happycloud v1.0.0-beta1 is a pre-release; install it with "plugins install --path" if you need it',
    );
  });
});

describe('installing from GitHub', () => {
  function tag(version: string) {
    const name = `packer-plugin-happycloud_v${version}_x5.0_${ending}`;
    const archive = zip({ [name]: script(version) });
    const base = `/third/packer-plugin-happycloud/releases/download/v${version}`;
    hub.pages.set(
      '/repos/third/packer-plugin-happycloud/git/matching-refs/tags',
      JSON.stringify([{ ref: `refs/tags/v${version}` }, { ref: 'refs/tags/nightly' }]),
    );
    hub.pages.set(
      `${base}/packer-plugin-happycloud_v${version}_SHA256SUMS`,
      `${sha256(archive)}  ${name}.zip\n`,
    );
    return { archive, base, name };
  }

  it('is the second place that is asked; the token stays with the API', async () => {
    const { archive, base, name } = tag('1.2.0');
    const storage = await fakeSite();
    storage.pages.set('/blob', archive);
    hub.pages.set(`${base}/${name}.zip`, (_, response) => {
      response.writeHead(302, { location: `${storage.url}/blob` });
      response.end();
    });
    expect(await install()).toEqual(installedAs('1.2.0'));
    const withToken = hub.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(withToken.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/repos/third/packer-plugin-happycloud/git/matching-refs/tags', 'Bearer top-secret-token'],
    ]);
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await storage[Symbol.asyncDispose]();
  });

  it('is the only place that is asked for a source that the release site does not have', async () => {
    index('9.9.9');
    release('9.9.9');
    const { errors } = await install({ source: 'github.com/hub/happycloud' });
    expect(errors).toEqual([
      'GET HUB/repos/hub/packer-plugin-happycloud/git/matching-refs/tags: 404',
    ]);
    expect(releases.requests).toEqual([]);
  });

  it('says when its rate limit ends', async () => {
    hub.pages.set('/repos/third/packer-plugin-happycloud/git/matching-refs/tags', (_, response) => {
      response.writeHead(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795000000' });
      response.end();
    });
    const { errors } = await install();
    expect(errors).toEqual([
      'the rate limit of the GitHub API is used up. It can be used again at 2026-11-18T11:06:40.000Z. Set PACKER_GITHUB_API_TOKEN to a token to get a higher one.',
    ]);
  });
});

describe('signatures', () => {
  const sign = async (text: string) =>
    openpgp.sign({
      message: await openpgp.createMessage({ binary: Buffer.from(text) }),
      signingKeys: keys.privateKey,
      detached: true,
      format: 'binary',
    }) as Promise<Uint8Array>;

  it('of HashiCorp must be there', async () => {
    index('1.0.0');
    release('1.0.0');
    const { errors } = await install({ source: 'github.com/hashicorp/happycloud' });
    expect(errors?.[0]).toBe(
      'the list of checksums of github.com/hashicorp/happycloud 1.0.0 is not signed, and it has to be',
    );
  });

  it('of HashiCorp must be by its own key', async () => {
    index('1.0.0');
    const { base, sums } = release('1.0.0');
    releases.pages.set(`${base}_SHA256SUMS.sig`, await sign(sums));
    const { errors } = await install({ source: 'github.com/hashicorp/happycloud' });
    expect(errors?.[0]).toBe(
      'the signature of the list of checksums of github.com/hashicorp/happycloud 1.0.0 is wrong, or made with a key that is not trusted',
    );
  });

  it('by a key of the user is right', async () => {
    index('1.0.0');
    const { base, sums } = release('1.0.0');
    releases.pages.set(`${base}_SHA256SUMS.sig`, await sign(sums));
    expect(await install({ trusted: [keys.armored] })).toEqual(installedAs('1.0.0'));
    expect(unsigned).toEqual([]);
  });

  it('by a key of the user is wrong', async () => {
    index('1.0.0');
    const { base } = release('1.0.0');
    releases.pages.set(`${base}_SHA256SUMS.sig`, await sign('something else'));
    const { errors } = await install({ trusted: [keys.armored] });
    expect(errors?.[0]).toContain('is wrong, or made with a key that is not trusted');
  });
});
