import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseVersionConstraints } from '../../src/base/index.ts';
import { nodeClock, nodeEnvironment, nodeFiles } from '../../src/platform/index.ts';
import {
  type CandidateFilter,
  chooseInstalled,
  listInstalled,
  parseSourceAddress,
  type StoreWorld,
} from '../../src/pluginstore/index.ts';
import { sha256 } from './fake-sites.ts';

const { os, architecture } = nodeEnvironment();
const ending = `${os}_${architecture}`;
let folder: string;
let described: string[];
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-list-'));
  described = [];
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function world(): StoreWorld {
  return {
    files: nodeFiles(),
    environment: nodeEnvironment(),
    clock: nodeClock(),
    log: { enabled: true, write: (_, line) => void logged.push(line.replaceAll(folder, 'FOLDER')) },
    pluginFolder: join(folder, 'plugins'),
    cacheFolder: join(folder, 'cache'),
    describe: async (path) => {
      described.push(path.slice(folder.length + 1));
      const [, version = '', apiVersion = ''] = /_v([^_]+)_(x[\d.]+)_/.exec(path) ?? [];
      return {
        version: version === '6.6.6' ? '6.6.7' : version,
        apiVersion,
        sdkVersion: '0.6.0',
        wire: 'gorpc',
        components: { builder: ['x'], provisioner: [], 'post-processor': [], datasource: [] },
      };
    },
  };
}

/** Puts a file in the plugin folder, with its checksum unless told otherwise. */
function put(path: string, checksum: string | undefined = sha256(path)) {
  const file = join(folder, 'plugins', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, path);
  chmodSync(file, 0o755);
  if (checksum !== '') writeFileSync(`${file}_SHA256SUM`, checksum);
  return file;
}

async function list(filter: CandidateFilter = {}) {
  const found = await listInstalled(world(), filter);
  return found.map(({ path }) => path.slice(join(folder, 'plugins').length + 1));
}

const at = (
  version: string,
  given: { name?: string; source?: string; api?: string; end?: string } = {},
) => {
  const { name = 'one', api = 'x5.0', end = ending } = given;
  const { source = `example.com/a/${name}` } = given;
  return `${source}/packer-plugin-${name}_${version}_${api}_${end}`;
};

const filter = (source: string, constraints = ''): CandidateFilter => {
  const address = parseSourceAddress(source);
  const parsed = constraints === '' ? undefined : parseVersionConstraints(constraints);
  if (!address.ok || parsed?.ok === false) throw new Error('the test asks for nonsense');
  return { source: address.value, ...(parsed && { constraints: parsed.value }) };
};

describe('listing installed plugins', () => {
  it('sorts by name, then version, dev before its release', async () => {
    for (const each of [
      at('v1.10.0'),
      at('v1.9.0'),
      at('v1.9.0-dev'),
      at('v2.0.0', { name: 'another' }),
    ])
      put(each);
    expect(await list()).toEqual([
      at('v2.0.0', { name: 'another' }),
      at('v1.9.0-dev'),
      at('v1.9.0'),
      at('v1.10.0'),
    ]);
  });

  it.each([
    [
      'without a checksum',
      at('v1.0.0'),
      '',
      'No checksum found for "FOLDER/plugins/PATH" ignoring possibly unsafe binary',
    ],
    [
      'with a wrong checksum',
      at('v1.0.0'),
      'ab'.repeat(32),
      `Checksums (*sha256.digest) did not match. Expected: ${'ab'.repeat(32)} Got: SUM for FOLDER/plugins/PATH`,
    ],
    [
      'with leading zeros',
      at('v1.00.0'),
      undefined,
      'FOLDER/plugins/PATH: version "v1.00.0" in path is non canonical, this could introduce ambiguity and is not supported, ignoring it.',
    ],
    [
      'with two numbers',
      at('v1.0'),
      undefined,
      'FOLDER/plugins/PATH: version "v1.0" in path is non canonical, this could introduce ambiguity and is not supported, ignoring it.',
    ],
    [
      'with metadata',
      at('v1.0.0+x'),
      undefined,
      'FOLDER/plugins/PATH: found version "v1.0.0+x" with metadata in the name, this could introduce ambiguity and is not supported, ignoring it.',
    ],
    [
      'that says another version',
      at('v6.6.6'),
      undefined,
      'FOLDER/plugins/PATH is ignored: plugin reported version v6.6.7 but its name says v6.6.6',
    ],
  ])('leaves out a binary %s, never run, and logs why', async (_, path, checksum, line) => {
    put(path, checksum);
    expect(await list()).toEqual([]);
    expect(logged).toContain(line.replace('PATH', path).replace('SUM', sha256(path)));
    if (!path.includes('6.6.6')) expect(described).toEqual([]);
  });

  it.each([
    ['for another system', at('v1.0.0', { end: 'plan9_mips' })],
    ['directly in the folder', `packer-plugin-one_v1.0.0_x5.0_${ending}`],
    ['with another API', at('v1.0.0', { api: 'x6.0' })],
    ['with a newer minor API', at('v1.0.0', { api: 'x5.1' })],
    ['with another name', `example.com/a/one/plugin-one_v1.0.0_x5.0_${ending}`],
  ])('does not look at a file %s', async (_, path) => {
    put(path);
    expect(await list()).toEqual([]);
    expect(described).toEqual([]);
  });

  it('finds by source, constraints, releases only', async () => {
    for (const each of ['v1.0.0', 'v1.2.0', 'v1.3.0-dev', 'v2.0.0']) put(at(each));
    put(at('v1.1.0', { source: 'example.com/b/one' }));
    expect(await list(filter('example.com/a/one', '~> 1.1'))).toEqual([
      at('v1.2.0'),
      at('v1.3.0-dev'),
    ]);
    const wanted = { ...filter('example.com/a/one', '~> 1.1'), releasesOnly: true };
    expect(await list(wanted)).toEqual([at('v1.2.0')]);
    expect((await chooseInstalled(world(), filter('example.com/a/one')))?.name.versionText).toBe(
      'v2.0.0',
    );
  });

  it('verifies only the newest when one is to be chosen', async () => {
    for (const each of ['v1.0.0', 'v1.1.0', 'v1.2.0']) put(at(each));
    put(at('v1.3.0'), 'ab'.repeat(32));
    expect((await chooseInstalled(world(), filter('example.com/a/one')))?.name.versionText).toBe(
      'v1.2.0',
    );
    expect(described).toEqual([`plugins/${at('v1.2.0')}`]);
  });

  it('does not follow a folder that is a link', async () => {
    put(at('v1.0.0'));
    mkdirSync(join(folder, 'other'));
    symlinkSync(join(folder, 'plugins', 'example.com'), join(folder, 'plugins', 'linked'));
    expect(await list()).toEqual([at('v1.0.0')]);
  });
});

describe('remembering what plugins say', () => {
  it('asks once, and again when the file may have changed', async () => {
    const file = put(at('v1.0.0'));
    await list();
    await list();
    expect(described.length).toBe(1);
    utimesSync(file, new Date(1), new Date(1));
    await list();
    expect(described.length).toBe(2);
  });

  it('believes no damaged memory', async () => {
    put(at('v1.0.0'));
    await list();
    const files = nodeFiles();
    for (const name of await files.list(join(folder, 'cache')))
      writeFileSync(join(folder, 'cache', name), '{"identity": 1}');
    expect(await list()).toEqual([at('v1.0.0')]);
    expect(described.length).toBe(2);
  });

  it('works without a place to remember', async () => {
    put(at('v1.0.0'));
    writeFileSync(join(folder, 'cache'), 'a file where the folder should be');
    expect(await list()).toEqual([at('v1.0.0')]);
    expect(await list()).toEqual([at('v1.0.0')]);
    expect(described.length).toBe(2);
  });
});
