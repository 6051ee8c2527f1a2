import { describe, expect, it } from 'vitest';
import type {
  BuildSettings,
  ComponentConfig,
  ComponentKind,
} from '../../../src/components/index.ts';
import { configFromWire, configsOf } from '../../../src/wire/gorpc/convert.ts';
import { decode, encode } from '../../../src/wire/gorpc/msgpack/index.ts';

const settings: BuildSettings = {
  buildName: 'b',
  builderType: 't',
  coreVersion: '1.16.0',
  debug: true,
  force: false,
  onError: 'abort',
  sensitiveVariables: ['u'],
  templatePath: '/t.json',
  userVariables: new Map([['u', 'v']]),
};
const placeholders = new Map([
  ['ID', 'Build_ID. Later'],
  ['PackerRunUUID', 'Build_PackerRunUUID. Later'],
]);
const body = new Map([['a', 'b']]);
const nothing = new Map();

describe('configurations of legacy templates, there and back', () => {
  it.each<[string, ComponentKind, Omit<ComponentConfig & { kind: 'raw' }, 'kind'>]>([
    ['a builder', 'builder', { body }],
    ['a builder without options', 'builder', { body: nothing }],
    ['a provisioner', 'provisioner', { body, placeholders }],
    ['a provisioner without options', 'provisioner', { body: nothing, placeholders }],
    ['an override', 'provisioner', { body, override: new Map([['a', 'c']]), placeholders }],
    ['only an override', 'provisioner', { body: nothing, override: body, placeholders }],
    ['an override that is no map', 'provisioner', { body, override: 5.5, placeholders }],
    ['one without options', 'provisioner', { body: nothing, override: '', placeholders }],
    ['an empty override', 'provisioner', { body, override: nothing, placeholders }],
    ['a post-processor without options', 'post-processor', { body: nothing, placeholders }],
  ])('%s', (_, kind, config) => {
    const sent: ComponentConfig = { kind: 'raw', ...config };
    const { value } = decode(encode(configsOf(kind, sent, settings)));
    // A clone has plain maps.
    expect(structuredClone(configFromWire(kind, value))).toEqual({ config: sent, settings });
  });
});
