import { expect, test } from 'vitest';
import type { ComponentLookup } from '../../src/components/index.ts';
import { resolveLegacyTemplate } from '../../src/resolve/index.ts';
import { start } from '../legacy/support.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  builder: ['null', 'file'],
  provisioner: ['shell', 'shell-local'],
  'post-processor': ['manifest'],
};

const components: ComponentLookup = {
  find: async () => undefined,
  has: async (kind, name) => names[kind]?.includes(name) ?? false,
  names: async (kind) => names[kind] ?? [],
};

async function resolved(template: unknown, supplied: Readonly<Record<string, string>> = {}) {
  const initialised = start(template, supplied);
  if (!initialised.ok) throw new Error(initialised.error);
  return resolveLegacyTemplate(initialised.value, { components });
}

test('each builder is a build with what runs for it, sorted by rendered name', async () => {
  const template = await resolved(
    {
      variables: { n: 'a', s: 'secret' },
      'sensitive-variables': ['s'],
      builders: [
        { type: 'null', communicator: 'none', ssh: { port: 22, list: [null, true] } },
        { type: 'null', name: '{{user `n`}}' },
      ],
      provisioners: [
        { type: 'shell', only: ['null'], inline: ['x'] },
        { type: 'shell', except: ['null'], max_retries: '{{user `n`}}' },
        {
          type: 'shell-local',
          override: { '{{user `n`}}': { inline: ['y'] } },
          pause_before: '1s',
        },
      ],
      'error-cleanup-provisioner': { type: 'shell', only: ['null'] },
      'post-processors': [['manifest', { type: 'manifest', name: 'm', only: ['null'] }]],
    },
    { n: '3' },
  );
  const shown = template.builds.map((build) => ({
    source: [build.sources[0]?.type, build.sources[0]?.name],
    body: build.sources[0]?.body,
    provisioners: build.provisioners.map((use) => [
      use.type,
      use.maxRetries,
      use.pauseBefore,
      use.overrides,
    ]),
    cleanup: build.errorCleanupProvisioner?.type,
    chains: build.postProcessors.map((chain) => chain.map(({ name }) => name)),
    problem: build.problem,
  }));
  expect(shown).toEqual([
    {
      source: ['null', '3'],
      body: { kind: 'raw', data: new Map() },
      provisioners: [
        ['shell', 3, 0n, new Map()],
        ['shell-local', 0, 1_000_000_000n, new Map([['3', new Map([['inline', ['y']]])]])],
      ],
      cleanup: 'shell',
      chains: [['manifest']],
      problem: undefined,
    },
    {
      source: ['null', 'null'],
      body: {
        kind: 'raw',
        data: new Map<string, unknown>([
          ['communicator', 'none'],
          [
            'ssh',
            new Map<string, unknown>([
              ['port', 22],
              ['list', [null, true]],
            ]),
          ],
        ]),
      },
      provisioners: [
        ['shell', 0, 0n, new Map()],
        ['shell-local', 0, 1_000_000_000n, new Map()],
      ],
      cleanup: 'shell',
      chains: [['manifest', 'm']],
      problem: undefined,
    },
  ]);
  expect(template.sensitiveVariables).toEqual(['s']);
  expect(template.secrets).toEqual(['secret']);
  expect(template.legacy).toEqual({
    templatePath: '/here/a.json',
    userVariables: new Map([
      ['n', '3'],
      ['s', 'secret'],
    ]),
  });
});

const integrations =
  'is unknown by Packer, and is likely part of a plugin that is not installed.\nYou may find the needed plugin along with installation instructions documented on the Packer integrations page.\n\nhttps://developer.hashicorp.com/packer/integrations?filter=';

const problems: readonly (readonly [object, string | undefined])[] = [
  [{}, undefined],
  [{ builders: [{ type: 'nul' }] }, 'Did you mean to use "null"?'],
  [{ builders: [{ type: 'amazon-ebs' }] }, `The builder amazon-ebs ${integrations}amazon`],
  [{ provisioners: [{ type: 'ansible' }] }, `The provisioner ansible ${integrations}ansible`],
  [{ provisioners: [{ type: 'ansible', only: ['x'] }] }, undefined],
  [
    { 'error-cleanup-provisioner': { type: 'salt-x' } },
    `The provisioner salt-x ${integrations}salt`,
  ],
  [{ 'post-processors': ['vagrant'] }, `The post-processor vagrant ${integrations}vagrant`],
  [
    { provisioners: [{ type: 'shell', max_retries: 'many' }] },
    '`max_retries` must be a valid integer: strconv.Atoi: parsing "many": invalid syntax',
  ],
  [
    { provisioners: [{ type: 'shell', max_retries: '{{x}}' }] },
    'failed to interpolate `max_retries`: template: root:1: function "x" not defined',
  ],
];

test.each(problems)('what keeps a build from starting: %j', async (parts, expected) => {
  const builders = [{ type: 'null' }, { type: 'null', name: 'x' }];
  const template = await resolved({ builders, ...parts });
  expect(template.builds[0]?.problem).toBe(expected);
});

test('of builders whose rendered names are the same the last one is built', async () => {
  const { builds } = await resolved({
    variables: { n: 'a' },
    builders: [
      { type: 'null', name: '{{user `n`}}' },
      { type: 'file', name: 'a' },
    ],
  });
  expect(builds.map(({ sources: [source] }) => [source?.type, source?.name])).toEqual([
    ['file', 'a'],
  ]);
});
