import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildSettings, ComponentConfig, Data } from '../../../src/components/index.ts';
import type { PluginConnection, PluginHost } from '../../../src/pluginhost/index.ts';
import { hasGo, testPlugin } from './go-build.ts';
import { host, settings } from './rig.ts';

type RawKind = 'builder' | 'provisioner' | 'post-processor';

const settingsText = (more: string) =>
  'anymap{string("packer_build_name"): string("x"), string("packer_builder_type"): string("rig"), ' +
  'string("packer_core_version"): string("1.16.0"), string("packer_debug"): bool(false), ' +
  `string("packer_force"): bool(false), string("packer_on_error"): string("cleanup"), ${more}}`;
const bare = settingsText(
  'string("packer_sensitive_variables"): <nil>(<nil>), string("packer_template_path"): string(""), ' +
    'string("packer_user_variables"): <nil>(<nil>)',
);
const full = settingsText(
  'string("packer_sensitive_variables"): [string("u")], string("packer_template_path"): string("/t.json"), ' +
    'string("packer_user_variables"): anymap{string("u"): string("v")}',
);
const fullSettings: BuildSettings = {
  ...settings,
  sensitiveVariables: ['u'],
  templatePath: '/t.json',
  userVariables: new Map([['u', 'v']]),
};

const everyKind = new Map<string, Data>([
  ['whole', 5],
  ['negative', -3],
  ['fraction', 1.5],
  ['flag', true],
  ['nothing', null],
  ['list', [1, 'a', null, new Map([['k', 2]])]],
  ['map', new Map<string, Data>([['k', new Map([['l', []]])]])],
]);
const everyKindText =
  'anymap{string("flag"): bool(true), string("fraction"): float64(1.5), ' +
  'string("list"): [float64(1) string("a") <nil>(<nil>) anymap{string("k"): float64(2)}], ' +
  'string("map"): anymap{string("k"): anymap{string("l"): []}}, string("negative"): float64(-3), ' +
  'string("nothing"): <nil>(<nil>), string("whole"): float64(5)}';

const placeholders = new Map([['ID', 'later']]);
const placeholdersText = 'anymap{string("ID"): string("later")}';

describe.skipIf(!hasGo)('what a Go plugin gets from a legacy template (skipped without Go)', () => {
  let plugins: PluginHost;
  let plugin: PluginConnection;

  beforeAll(async () => {
    const binary = testPlugin('0.6');
    plugins = host();
    plugin = plugins.connect(binary, await plugins.describe(binary));
  });
  afterAll(() => plugins[Symbol.asyncDispose]());

  it.each<
    [string, RawKind, Omit<ComponentConfig & { kind: 'raw' }, 'kind'>, BuildSettings, string[]]
  >([
    ['every kind of value', 'builder', { body: everyKind }, settings, [everyKindText, bare]],
    ['no options', 'builder', { body: new Map() }, fullSettings, ['<nil>(<nil>)', full]],
    [
      'no placeholders for builders',
      'builder',
      { body: new Map(), placeholders: new Map() },
      { ...settings, sensitiveVariables: [] },
      ['<nil>(<nil>)', bare],
    ],
    [
      'an override',
      'provisioner',
      { body: new Map([['a', 'b']]), override: new Map(), placeholders },
      fullSettings,
      ['anymap{string("a"): string("b")}', 'anymap{}', full, placeholdersText],
    ],
    [
      'an override that is null',
      'provisioner',
      { body: new Map([['a', 'b']]), override: null, placeholders },
      settings,
      ['anymap{string("a"): string("b")}', '<nil>(<nil>)', bare, placeholdersText],
    ],
    [
      'a post-processor',
      'post-processor',
      { body: new Map(), placeholders },
      settings,
      ['<nil>(<nil>)', bare, placeholdersText],
    ],
  ])('%s', async (_, kind, config, given, received) => {
    const component = await plugin.open(kind, 'raw');
    const { error } = await component.prepare({ kind: 'raw', ...config }, given);
    expect(error?.split('\n')).toEqual(['received', ...received]);
  });
});
