import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock, nodeEnvironment } from '../../src/platform/index.ts';
import { nodePluginHost } from '../../src/pluginhost/index.ts';
import { type PlacedPlugin, placedPlugins, pluginComponents } from '../../src/registry/index.ts';

const range = {
  filename: '',
  start: { line: 1, column: 1, byte: 0 },
  end: { line: 1, column: 1, byte: 0 },
};
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tspacker-placed-'));
  mkdirSync(root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function executable(name: string, script: string): string {
  const path = join(root, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
const describing = (version: string, wire = '') =>
  `[ "$1" = describe ] && echo '{"version":"${version}","sdk_version":"0.6.0","api_version":"x5.0","builders":["-packer-default-plugin-name-","other"],"post_processors":[],"provisioners":["-packer-default-plugin-name-"],"datasources":[]${wire}}'`;

function components(...plugins: PlacedPlugin[]) {
  const host = nodePluginHost({
    environment: nodeEnvironment(),
    clock: nodeClock(),
    log: { enabled: false, write() {} },
  });
  return pluginComponents(
    placedPlugins(async () => plugins, host.describe),
    host,
  );
}
const wanted = (version: string) => ({
  required: [{ name: 'mine', source: 'github.com/me/happycloud', version, range }],
  ignorePrereleases: false,
});
const nothing = { required: [], ignorePrereleases: false };

describe('plugins placed by hand', () => {
  it.each([
    ['>= 1.0.0', []],
    ['>= 2.0.0', ['Missing plugins']],
  ])('meet a requirement of %s by the version they say', async (version, summaries) => {
    const path = executable('packer-plugin-happycloud', describing('1.2.0'));
    await using plugins = components({ name: 'happycloud', path });
    const diagnostics = await plugins.detect(wanted(version));
    expect(diagnostics.map(({ summary }) => summary)).toEqual(summaries);
  });

  it('are named with the reason where they are refused', async () => {
    await using plugins = components({ name: 'happycloud', path: '/x', refusal: 'Because.' });
    expect(
      (await plugins.detect(wanted('>= 1.0.0'))).map(({ summary, detail }) => [summary, detail]),
    ).toEqual([
      [
        'Unverified plugin refused',
        'The required plugin github.com/me/happycloud is not installed. Because.',
      ],
    ]);
    await plugins.detect(nothing);
    await expect(plugins.find('builder', 'happycloud')).rejects.toThrow('Because.');
  });
});

describe('old plugins with a single component', () => {
  it('offer the component of their name only', async () => {
    const path = executable('packer-builder-happycloud', 'echo no >&2; exit 1');
    await using plugins = components({ name: 'happycloud', path, only: 'builder' });
    await plugins.detect(nothing);
    expect(await plugins.names('builder')).toEqual(['happycloud']);
    expect(await plugins.has('builder', 'happycloud')).toBe(true);
    expect(await plugins.has('provisioner', 'happycloud')).toBe(false);
  });

  it('that describe themselves offer what they say, of that kind', async () => {
    const path = executable('packer-builder-happycloud', describing('1.0.0'));
    await using plugins = components({ name: 'happycloud', path, only: 'builder' });
    await plugins.detect(nothing);
    expect(await plugins.names('builder')).toEqual(['happycloud', 'happycloud-other']);
    expect(await plugins.names('provisioner')).toEqual([]);
  });

  it.each(['4|unix|/tmp/none', '1|4|unix|/tmp/none'])(
    'are refused where they greet with %s',
    async (line) => {
      const path = executable(
        'packer-builder-happycloud',
        `[ "$1" = start ] || exit 1\necho '${line}'; sleep 5`,
      );
      await using plugins = components({ name: 'happycloud', path, only: 'builder' });
      await plugins.detect(nothing);
      await expect(plugins.find('builder', 'happycloud')).rejects.toThrow(
        /^plugin packer-builder-happycloud cannot be used: it speaks version (4|1\.4) of the plugin protocol and this program 5\.0; use a newer plugin$/,
      );
    },
  );
});
