import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init, pluginsMirror, type StoreHost } from '../../src/app/index.ts';
import { nodeClock, nodeFiles, nodeWeb } from '../../src/platform/index.ts';
import { folderWeb, mirrorSite, type PluginGetter } from '../../src/pluginstore/index.ts';
import { fakeSite, sha256 } from '../pluginstore/fake-sites.ts';
import { archiveOf, here, type InitRig, initRig, noInputs } from './init-fixture.ts';

let rig: InitRig;
let mirror: string;
beforeEach(async () => {
  rig = await initRig();
  mirror = join(rig.folder, 'mirror');
  rig.release('1.0.0');
  rig.release('1.1.0');
  ask('>= 1.0.0');
});
afterEach(() => rig[Symbol.asyncDispose]());

const source = 'github.com/third/happycloud';
const ask = (version: string) =>
  rig.write(
    'a.pkr.hcl',
    `packer {\n  required_plugins {\n    happycloud = {\n      source  = "${source}"\n      version = "${version}"\n    }\n  }\n}\n`,
  );

async function fill(platforms: readonly string[] = [here]) {
  rig.said.length = 0;
  const command = {
    folder: mirror,
    path: rig.template,
    configType: 'hcl2',
    inputs: noInputs,
    platforms,
  } as const;
  return [await pluginsMirror(command, rig.host), ...rig.said];
}

async function initFrom(getter: PluginGetter) {
  rig.said.length = 0;
  const host: StoreHost = {
    ...rig.host,
    installTools: async () => ({ ...(await rig.host.installTools()), getters: [getter] }),
  };
  const request = {
    path: rig.template,
    configType: 'hcl2',
    inputs: noInputs,
    upgrade: false,
    force: false,
  } as const;
  return [await init({ ...request, lockfile: 'auto' }, host), ...rig.said];
}

const fetching = { web: nodeWeb({}), clock: nodeClock(), signal: new AbortController().signal };
const fromFolder = () =>
  mirrorSite({ ...fetching, web: folderWeb(nodeFiles()) }, `file://${mirror}`, () => true);

describe('plugins mirror', () => {
  it('copies the newest version with its list of checksums', async () => {
    expect(await fill()).toEqual([true, `Mirrored ${source} v1.1.0 for ${here}`]);
    const top = join(mirror, 'github.com/third/packer-plugin-happycloud');
    const names = ['SHA256SUMS', `${here}.zip`, 'manifest.json'].map(
      (end) => `packer-plugin-happycloud_1.1.0_${end}`,
    );
    expect(readdirSync(join(top, '1.1.0'))).toEqual(names.sort());
    const sums = '/packer-plugin-happycloud/1.1.0/packer-plugin-happycloud_1.1.0_SHA256SUMS';
    expect(readFileSync(join(top, '1.1.0', names[0] ?? ''), 'utf8')).toBe(rig.site.pages.get(sums));
    ask('= 1.0.0');
    await fill();
    expect(JSON.parse(readFileSync(join(top, 'index.json'), 'utf8'))).toEqual({
      name: 'packer-plugin-happycloud',
      versions: {
        '1.0.0': { name: 'packer-plugin-happycloud', version: '1.0.0' },
        '1.1.0': { name: 'packer-plugin-happycloud', version: '1.1.0' },
      },
    });
  });

  it('fetches an archive once', async () => {
    await fill();
    const before = rig.site.requests.length;
    await fill();
    expect(rig.site.requests.slice(before).filter(({ path }) => path.endsWith('.zip'))).toEqual([]);
  });

  it('takes the locked version', async () => {
    ask('= 1.0.0');
    await initFrom((await rig.host.installTools()).getters[0]!);
    ask('>= 1.0.0');
    expect(await fill()).toEqual([true, `Mirrored ${source} v1.0.0 for ${here}`]);
  });

  it('says what no release has', async () => {
    ask('= 1.0.0');
    const failure = (why: string) => `Failed mirroring the "${source}" plugin:\n\t* ${why}\n`;
    expect(await fill(['beos_ppc'])).toEqual([
      false,
      failure(`${rig.site.url} has no ${source} v1.0.0 for beos_ppc`),
    ]);
    rig.site.pages.set(
      `/packer-plugin-happycloud/1.0.0/packer-plugin-happycloud_1.0.0_${here}.zip`,
      'damaged',
    );
    expect(await fill()).toEqual([
      false,
      failure(
        `the checksum of packer-plugin-happycloud_1.0.0_${here}.zip is wrong: the list says ${sha256(archiveOf('1.0.0'))}, the file has ${sha256('damaged')}`,
      ),
    ]);
  });
});

describe('init from a mirror', () => {
  it.each([['a folder'], ['a web site']])('in %s asks nobody else', async (kind) => {
    await fill();
    const before = rig.site.requests.length;
    await using site = await fakeSite();
    for (const name of readdirSync(mirror, { recursive: true, encoding: 'utf8' }))
      if (/\.[a-z]+$|SUMS$/.test(name)) {
        const read = () => readFileSync(join(mirror, name));
        site.pages.set(`/sub/${name}`, (_, response) => {
          try {
            response.end(read());
          } catch {
            response.writeHead(404).end();
          }
        });
      }
    const getter =
      kind === 'a folder' ? fromFolder() : mirrorSite(fetching, `${site.url}/sub`, () => true);
    expect(await initFrom(getter)).toEqual([true, `installed ${source} v1.1.0`]);
    expect(rig.site.requests.length).toBe(before);
    expect(rig.lock()).toContain(sha256(archiveOf('1.1.0')));
  });

  it('says what the mirror does not have', async () => {
    await fill();
    rmSync(join(mirror, 'github.com/third/packer-plugin-happycloud/index.json'));
    expect(await initFrom(fromFolder())).toEqual([
      false,
      `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* GET file://${mirror}/github.com/third/packer-plugin-happycloud/index.json: 404\n\n`,
    ]);
  });
});
