import { describe, expect, it } from 'vitest';
import {
  binaryName,
  parseBinaryName,
  type Target,
  targetSuffix,
} from '../../src/pluginstore/binary-name.ts';
import { githubFiles } from '../../src/pluginstore/remote/getter.ts';
import { parseSourceAddress } from '../../src/pluginstore/index.ts';

const windows: Target = { os: 'windows', architecture: 'amd64' };
const mac: Target = { os: 'darwin', architecture: 'arm64' };
const linux: Target = { os: 'linux', architecture: '386' };

describe('names of executables', () => {
  it.each<[string, Target, string]>([
    ['Windows', windows, 'packer-plugin-cloud_v1.2.3_x5.0_windows_amd64.exe'],
    ['Mac', mac, 'packer-plugin-cloud_v1.2.3_x5.0_darwin_arm64'],
    ['Linux', linux, 'packer-plugin-cloud_v1.2.3_x5.0_linux_386'],
  ])('%s', (_, target, name) => {
    expect(binaryName('cloud', 'v1.2.3', 'x5.0', target)).toBe(name);
    expect(name.endsWith(targetSuffix(target))).toBe(true);
    expect(parseBinaryName(name, target)).toMatchObject({
      plugin: 'cloud',
      versionText: 'v1.2.3',
      apiVersion: 'x5.0',
    });
    for (const other of [windows, mac, linux])
      if (other !== target) expect(parseBinaryName(name, other)).toBeUndefined();
  });

  it.each<[string, Target]>([
    ['packer-plugin-cloud_v1.2.3_x5.0_windows_amd64', windows],
    ['packer-plugin-cloud_v1.2.3_x5.0_darwin_arm64.exe', mac],
    ['packer-plugin-cloud_v1.2.3_x5.0_darwin_amd64', mac],
    ['packer-plugin-cloud_v1.2.3_darwin_arm64', mac],
    ['packer-plugin-cloud_x_v1.2.3_x5.0_darwin_arm64', mac],
    ['packer-plugin-_v1.2.3_x5.0_darwin_arm64', mac],
    ['packer-builder-cloud_v1.2.3_x5.0_darwin_arm64', mac],
  ])('%s is none', (name, target) => {
    expect(parseBinaryName(name, target)).toBeUndefined();
  });
});

describe('names of release files', () => {
  it('are those of all platforms, and of no other plugin', () => {
    const source = parseSourceAddress('github.com/acme/cloud');
    if (!source.ok) throw new Error('no source');
    const names = [
      'packer-plugin-cloud_v1.2.3_x5.0_windows_amd64.zip',
      'packer-plugin-cloud_v1.2.3_x5.0_darwin_arm64.zip',
      'packer-plugin-cloud_v1.2.3_x5.0_windows_amd64.exe.zip',
      'packer-plugin-other_v1.2.3_x5.0_linux_arm.zip',
      'packer-plugin-cloud_v1.2.3_x5.0_linux_arm.zip.sig',
      '../packer-plugin-cloud_v1.2.3_x5.0_linux_arm.zip',
      'packer-plugin-cloud_1.2.3_x5.0_linux_arm.zip',
    ];
    const sums = names.map((name) => `${'AB'.repeat(32)}  ${name}\n`).join('');
    const found = githubFiles(source.value, sums);
    expect(found.map(({ os, architecture }) => `${os}_${architecture}`)).toEqual([
      'windows_amd64',
      'darwin_arm64',
    ]);
    expect(found[0]).toEqual({
      fileName: names[0],
      sha256: 'ab'.repeat(32),
      version: '1.2.3',
      apiVersion: 'x5.0',
      os: 'windows',
      architecture: 'amd64',
    });
  });
});
