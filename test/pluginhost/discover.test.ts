import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeEnvironment, nodeFiles } from '../../src/platform/index.ts';
import { discover, searchPath } from '../../src/pluginhost/index.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tspacker-discover-'));
  const files = {
    'one/packer-plugin-plain': 0o755,
    'one/packer-plugin-two-words': 0o755,
    'one/packer-plugin-dots_v1.2.3-dev_x5.0_linux_amd64': 0o755,
    'one/packer-plugin-half_v2.0.0': 0o755,
    'one/packer-plugin-win.exe': 0o755,
    'one/packer-plugin-not-executable': 0o644,
    'one/packer-plugin-': 0o755,
    'one/packer-plugin-sums_v1.0.0_x5.0_linux_amd64_SHA256SUM': 0o755,
    'one/other-plugin-x': 0o755,
    'one/packer-builder-old': 0o755,
    'one/packer-post-processor-old_name': 0o755,
    'one/packer-provisioner-old.exe': 0o755,
    'one/packer-datasource-never': 0o755,
    'two/packer-plugin-plain': 0o755,
    'two/packer-plugin-last': 0o755,
  };
  for (const [name, mode] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), '');
    chmodSync(join(root, name), mode);
  }
  mkdirSync(join(root, 'one/packer-plugin-folder'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('plugins placed by hand', () => {
  it('are found by their names, the first folder first', async () => {
    const folders = [join(root, 'one'), join(root, 'missing'), join(root, 'two')];
    const world = { files: nodeFiles(), environment: nodeEnvironment() };
    const found = await discover(folders, world);
    expect(
      found.map(({ name, path, only }) => [
        name,
        path.slice(root.length + 1),
        ...(only ? [only] : []),
      ]),
    ).toEqual([
      ['old', 'one/packer-builder-old', 'builder'],
      ['dots', 'one/packer-plugin-dots_v1.2.3-dev_x5.0_linux_amd64'],
      ['half', 'one/packer-plugin-half_v2.0.0'],
      ['plain', 'one/packer-plugin-plain'],
      ['two-words', 'one/packer-plugin-two-words'],
      ['win', 'one/packer-plugin-win.exe'],
      ['old_name', 'one/packer-post-processor-old_name', 'post-processor'],
      ['old', 'one/packer-provisioner-old.exe', 'provisioner'],
      ['last', 'two/packer-plugin-last'],
    ]);
  });

  it.each([
    [undefined, ['/bin', '/home/me/.packer.d/plugins']],
    ['/a:/b', ['/bin', '/home/me/.packer.d/plugins', '/a', '/b']],
    ['.:plugins::/a', ['/bin', '/home/me/.packer.d/plugins', '/a']],
  ])('are looked for with PACKER_PLUGIN_PATH=%s, never in the current folder', (path, folders) => {
    const environment = {
      ...nodeEnvironment(),
      home: '/home/me',
      variables: { PACKER_PLUGIN_PATH: path },
    };
    expect(searchPath(environment, '/bin')).toEqual(folders);
  });
});
