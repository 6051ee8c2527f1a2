import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeEnvironment, nodeFiles } from '../../src/platform/index.ts';
import { handPlacedPlugins } from '../../src/pluginhost/index.ts';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tspacker-placed-'));
  mkdirSync(join(root, 'bin/deep'), { recursive: true });
  for (const folder of ['bin', 'bin/deep']) chmodSync(join(root, folder), 0o755);
  path = join(root, 'bin/deep/packer-plugin-mine');
  writeFileSync(path, '');
  chmodSync(path, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function refusal(folder = join(root, 'bin/deep'), variables = {}, changes = {}) {
  const environment = { ...nodeEnvironment(), home: undefined, variables, ...changes };
  const [plugin] = await handPlacedPlugins({ files: nodeFiles(), environment }, folder);
  return plugin?.refusal?.replaceAll(root, 'ROOT');
}
const because = (why: string, of = 'ROOT/bin/deep/packer-plugin-mine') =>
  `The plugin ${of} was placed by hand and is refused because ${why}. Correct that, or install the plugin with "plugins install --path".`;

describe('a plugin placed by hand', () => {
  it('is taken where only its owner can write', async () => {
    expect(await refusal()).toBeUndefined();
  });

  it.each<[string, () => void, string]>([
    [
      'all can write the file',
      () => chmodSync(path, 0o757),
      'ROOT/bin/deep/packer-plugin-mine can be written by others',
    ],
    [
      'a group can write the file',
      () => chmodSync(path, 0o775),
      'ROOT/bin/deep/packer-plugin-mine can be written by others',
    ],
    [
      'all can write its folder',
      () => chmodSync(join(root, 'bin/deep'), 0o777),
      'ROOT/bin/deep can be written by others',
    ],
    [
      'its folder is like /tmp',
      () => chmodSync(join(root, 'bin/deep'), 0o1777),
      'ROOT/bin/deep can be written by others',
    ],
    [
      'all can write a folder above',
      () => chmodSync(join(root, 'bin'), 0o777),
      'ROOT/bin can be written by others',
    ],
  ])('is refused where %s', async (_, spoil, why) => {
    spoil();
    expect(await refusal()).toBe(because(why));
  });

  it('is taken below a folder where only owners replace their files', async () => {
    chmodSync(join(root, 'bin'), 0o1777);
    expect(await refusal()).toBeUndefined();
  });

  it('is refused where a link leads to what others can write', async () => {
    mkdirSync(join(root, 'open'));
    chmodSync(join(root, 'open'), 0o777);
    writeFileSync(join(root, 'open/target'), '');
    chmodSync(join(root, 'open/target'), 0o755);
    rmSync(path);
    symlinkSync(join(root, 'open/target'), path);
    expect(await refusal()).toBe(because('ROOT/open can be written by others'));
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is refused where it belongs to another user (needs root)',
    async () => {
      chownSync(path, 12_345, 0);
      expect(await refusal()).toBe(
        because('ROOT/bin/deep/packer-plugin-mine belongs to another user'),
      );
    },
  );

  it('is not judged by permissions on systems that have none', async () => {
    chmodSync(path, 0o777);
    expect(await refusal(undefined, {}, { userId: undefined })).toBeUndefined();
  });

  it.each(['1', 'true'])('is refused with TSPACKER_VERIFIED_PLUGINS_ONLY=%s', async (value) => {
    expect(await refusal(undefined, { TSPACKER_VERIFIED_PLUGINS_ONLY: value })).toBe(
      'The plugin ROOT/bin/deep/packer-plugin-mine was placed by hand and nobody has verified it; TSPACKER_VERIFIED_PLUGINS_ONLY refuses such plugins. Install it with "plugins install --path".',
    );
  });
});
