import { describe, expect, it } from 'vitest';
import { loadCoreConfig } from '../../src/cli/core-config.ts';
import { fakePlatform } from './fake-platform.ts';

type Variables = Record<string, string | undefined>;

const load = async (variables: Variables, files: Record<string, string> = {}) => {
  try {
    return await loadCoreConfig(fakePlatform(variables, files).platform);
  } catch (error) {
    return (error as Error).message.replace(/packer-log\d+/, 'packer-log<N>');
  }
};

describe('folders', () => {
  const cache = '/home/me/.cache/packer';
  it.each<[string, Variables, Record<string, string>, object]>([
    ['by default', {}, {}, { plugins: '/home/me/.config/packer/plugins', cache }],
    [
      'the old folder, where it exists',
      { XDG_CONFIG_HOME: '/x' },
      { '/home/me/.packer.d/': '' },
      { plugins: '/home/me/.packer.d/plugins', cache },
    ],
    [
      'XDG',
      { XDG_CONFIG_HOME: '/x', XDG_CACHE_HOME: '/c' },
      {},
      { plugins: '/x/packer/plugins', cache: '/c/packer' },
    ],
    [
      'of our own variables',
      { PACKER_CONFIG_DIR: '/d', PACKER_CACHE_DIR: 'rel' },
      {},
      { plugins: '/d/.packer.d/plugins', cache: '/home/u/project/rel' },
    ],
    ['plugin path', { PACKER_PLUGIN_PATH: '/p' }, {}, { plugins: '/p', cache }],
  ])('%s', async (_, variables, files, directories) => {
    expect(await load(variables, files)).toEqual(directories);
  });
});

describe('refusals', () => {
  const loading = ' Error loading configuration: \n\n';
  it.each<[string, Variables, Record<string, string>, string]>([
    [
      'no home',
      { HOME: undefined },
      {},
      `${loading}No $HOME environment variable found, required to set Config Directory\n`,
    ],
    [
      'two plugin paths',
      { PACKER_PLUGIN_PATH: '/a:/b' },
      {},
      `${loading}Multiple paths are no longer supported for PACKER_PLUGIN_PATH.\nThis should be defined as one of the following options for your environment:\n* PACKER_PLUGIN_PATH=/a\n* PACKER_PLUGIN_PATH=/b\n`,
    ],
    ['cut off', { PACKER_CONFIG: '/c' }, { '/c': '{' }, `${loading}unexpected EOF\n`],
    ['empty', { PACKER_CONFIG: '/c' }, { '/c': '' }, `${loading}EOF\n`],
    [
      'old components',
      { PACKER_CONFIG: '/c' },
      { '/c': '{"provisioners": {"y": "/opt/y"}, "builders": {"x": "/opt/x"}}' },
      `${loading}/c: Your configuration file describes some legacy components: \n- /opt/x\n- /opt/y\nPacker does not support these mono-component plugins anymore.\nPlease refer to our Installing Plugins docs for an overview of how to manage installation of local plugins:\nhttps://developer.hashicorp.com/packer/docs/plugins/install-plugins\n`,
    ],
    [
      'no temporary folder',
      { TMPDIR: '/none' },
      {},
      "Couldn't setup logging tempfile: open /none/packer-log<N>: no such file or directory",
    ],
    [
      'a file instead of a temporary folder',
      { TMPDIR: '/file' },
      { '/file': '' },
      "Couldn't setup logging tempfile: open /file/packer-log<N>: not a directory",
    ],
  ])('%s', async (_, variables, files, text) => {
    expect(await load(variables, files)).toBe(text);
  });
});

describe('the file', () => {
  it.each<[string, Variables, Record<string, string>]>([
    ['is not needed', { PACKER_CONFIG: '/none' }, {}],
    ['may say anything else', { PACKER_CONFIG: '/c' }, { '/c': '{"disable_checkpoint": true}' }],
    ['lies at home', {}, { '/home/me/.packerconfig': '{"builders": {}}' }],
  ])('%s', async (_, variables, files) => {
    expect(await load(variables, files)).toMatchObject({ cache: '/home/me/.cache/packer' });
  });
});
