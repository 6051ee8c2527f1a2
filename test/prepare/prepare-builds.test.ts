import { describe, expect, it } from 'vitest';
import type {
  BuildSettings,
  ComponentConfig,
  ComponentLookup,
  DataMap,
  Prepared,
} from '../../src/components/index.ts';
import { type PreparePolicy, prepareBuilds, type Selection } from '../../src/prepare/index.ts';
import type {
  BodyScope,
  BuildSource,
  ComponentBody,
  PostProcessorUse,
  ProvisionerUse,
  ResolvedBuild,
  ResolvedTemplate,
  SourceFilter,
} from '../../src/resolve/index.ts';
import { type Diagnostic, type Range, reporter } from '../../src/source/index.ts';
import { object, string } from '../../src/values/index.ts';

const rangeAt = (line: number): Range => ({
  filename: 't.pkr.hcl',
  start: { line, column: 1, byte: 0 },
  end: { line, column: 5, byte: 4 },
});
const placeAt = (line: number) => ({
  definition: rangeAt(line),
  type: rangeAt(line),
  labels: [],
});

/** A body that is worth what its scope says, or only complains. */
const body = (problem?: string): ComponentBody => ({
  kind: 'hcl',
  missingItemRange: rangeAt(1),
  decode: (_, scope: BodyScope) => {
    const error: Diagnostic = {
      severity: 'error',
      code: 'x',
      summary: problem ?? '',
      detail: 'Because.',
      subject: rangeAt(9),
    };
    const { source, build } = scope;
    return {
      value: object([
        ['source', string(`${source.type}.${source.name}`)],
        ['id', build?.get('ID') ?? string('none')],
      ]),
      diagnostics: problem === undefined ? [] : [error],
    };
  },
});

const everywhere: SourceFilter = { only: [], except: [] };
const source = (name: string, more: Partial<BuildSource> = {}): BuildSource => ({
  type: 'null',
  name,
  localName: undefined,
  place: placeAt(1),
  body: body(),
  ...more,
});
const provisioner = (more: Partial<ProvisionerUse> = {}): ProvisionerUse => ({
  type: 'shell',
  name: '',
  filter: everywhere,
  pauseBefore: 0n,
  timeout: 0n,
  maxRetries: 0,
  continueOnError: false,
  overrides: new Map(),
  place: placeAt(2),
  body: body(),
  ...more,
});
const postProcessor = (more: Partial<PostProcessorUse> = {}): PostProcessorUse => ({
  type: 'manifest',
  name: '',
  filter: everywhere,
  keepInputArtifact: undefined,
  place: placeAt(3),
  body: body(),
  ...more,
});
const build = (more: Partial<ResolvedBuild> = {}): ResolvedBuild => ({
  name: '',
  description: '',
  sources: [source('a')],
  sourceNames: [],
  provisioners: [],
  errorCleanupProvisioner: undefined,
  postProcessors: [],
  place: placeAt(1),
  ...more,
});

interface Seen {
  readonly kind: string;
  readonly config: ComponentConfig;
  readonly settings: BuildSettings;
}

/** Components that accept everything but what `answers` says about their type. */
function lookup(answers: Record<string, Partial<Prepared> | Error> = {}) {
  const seen: Seen[] = [];
  const find = async (kind: string, name: string) => {
    const answer = answers[name];
    if (answer instanceof Error) throw answer;
    if (name === 'nosuch') return undefined;
    return {
      schema: async () => ({ kind: 'object', fields: new Map() }),
      prepare: async (config: ComponentConfig, settings: BuildSettings) => {
        seen.push({ kind, config, settings });
        return { warnings: [], generatedVariables: [], ...answer };
      },
    };
  };
  const components = { find, has: async () => true, names: async () => [] };
  // The kinds differ in what they do when they run; nothing runs here.
  return { seen, components: components as unknown as ComponentLookup };
}

async function prepare(
  builds: readonly ResolvedBuild[],
  options: {
    selection?: Partial<Selection>;
    answers?: Record<string, Partial<Prepared> | Error>;
    policy?: Partial<PreparePolicy>;
  } = {},
) {
  const { seen, components } = lookup(options.answers);
  const reports = reporter();
  const prepared = await prepareBuilds(
    {
      // Preparation looks at nothing else of a template.
      template: { builds, sensitiveVariables: ['pw'] } as unknown as ResolvedTemplate,
      selection: { only: [], except: [], ...options.selection },
      policy: { debug: false, force: false, onError: '', ...options.policy },
    },
    { components, reporter: reports, coreVersion: '1.16.0' },
  );
  return {
    prepared,
    seen,
    names: prepared.map(({ name }) => name),
    said: reports.diagnostics.map(({ severity, summary, detail, subject }) =>
      [severity, summary, detail, subject?.start.line ?? '-'].join(' | '),
    ),
  };
}

const three = [
  build({ name: 'red', sources: [source('a'), source('b', { localName: 'c' })] }),
  build({ sources: [source('a')] }),
];
const possible =
  "Possible build names: [red.null.a red.null.c null.a].\nThese could also be matched with a glob pattern like: 'happycloud.*'";

describe('selection', () => {
  it.each<[string, Partial<Selection>, string[], string[]]>([
    ['nothing said', {}, ['red.null.a', 'red.null.c', 'null.a'], []],
    ['one', { only: ['null.a'] }, ['null.a'], []],
    ['a glob', { only: ['red.*'] }, ['red.null.a', 'red.null.c'], []],
    [
      'too few matches',
      { only: ['null.a', 'null.b'] },
      ['null.a'],
      [
        `warning | an 'only' option was passed, but not all matches were found for the given build. | ${possible} | -`,
      ],
    ],
    ['except', { except: ['*.a'] }, ['red.null.c'], []],
    ['both', { only: ['red.*'], except: ['*.c'] }, ['red.null.a'], []],
    [
      'except nothing',
      { except: ['nobody'] },
      ['red.null.a', 'red.null.c', 'null.a'],
      [`warning | an 'except' option was passed, but did not match any build. | ${possible} | -`],
    ],
    [
      'a bad one',
      { only: ['['] },
      [],
      ['error | Invalid -only pattern [: unexpected end of input |  | -'],
    ],
  ])('%s', async (_, selection, names, said) => {
    expect(await prepare(three, { selection })).toMatchObject({ names, said });
  });

  it('needs a build block', async () => {
    expect(await prepare([])).toMatchObject({
      said: [
        'error | Missing build block | A build block with one or more sources is required for executing a build. | -',
      ],
    });
  });

  it('compares filters of blocks with the name without that of the build', async () => {
    const { prepared } = await prepare([
      build({
        name: 'red',
        sources: [source('a'), source('b', { localName: 'c' })],
        provisioners: [
          provisioner({ type: 'only-a', filter: { only: ['null.a'], except: [] } }),
          provisioner({ type: 'not-c', filter: { only: [], except: ['null.c'] } }),
          provisioner({ type: 'no-glob', filter: { only: ['null.*'], except: [] } }),
        ],
        errorCleanupProvisioner: provisioner({ filter: { only: ['null.c'], except: [] } }),
      }),
    ]);
    const shown = prepared.map(({ provisioners, errorCleanupProvisioner }) => [
      ...provisioners.map(({ type }) => type),
      errorCleanupProvisioner?.type,
    ]);
    expect(shown).toEqual([['only-a', 'not-c', undefined], ['shell']]);
  });

  it('cuts sequences at a post-processor that -except names', async () => {
    const { prepared, said } = await prepare(
      [
        build({
          postProcessors: [
            [postProcessor(), postProcessor({ name: 'late' }), postProcessor()],
            [postProcessor({ name: 'late' })],
            [postProcessor({ type: 'late' })],
            [postProcessor({ filter: { only: ['other'], except: [] } }), postProcessor()],
          ],
        }),
      ],
      { selection: { except: ['late'] } },
    );
    expect(prepared[0]?.postProcessors.map((sequence) => sequence.length)).toEqual([1, 1]);
    expect(said).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it.each<[string, Partial<ResolvedBuild>, Record<string, Partial<Prepared> | Error>, string[]]>([
    [
      'a source is rejected in its own words',
      {},
      { null: { error: 'no host', warnings: ['careful'] } },
      ['warning | careful |  | 1', 'error | no host |  | 1'],
    ],
    [
      'a body does not fit',
      { sources: [source('a', { body: body('Bad') })] },
      {},
      ['error | Bad | Because. | 9'],
    ],
    [
      'every provisioner is asked',
      {
        provisioners: [
          provisioner({ name: 'one' }),
          provisioner({ type: 'other', body: body('Bad') }),
        ],
      },
      { shell: { error: 'empty' } },
      [
        'error | Failed preparing provisioner-block "shell" "one" | empty | 2',
        'error | Failed preparing provisioner-block "other" "" | t.pkr.hcl:9,1-5: Bad; Because. | 2',
      ],
    ],
    [
      'a post-processor',
      { postProcessors: [[postProcessor()]] },
      { manifest: { error: 'no file' } },
      ['error | Failed preparing post-processor-block "manifest" "" | no file | 3'],
    ],
    [
      'the clean-up provisioner',
      { errorCleanupProvisioner: provisioner() },
      { shell: { error: 'empty' } },
      ['error | Failed preparing provisioner-block "shell" "" | empty | 2'],
    ],
    [
      'a plugin does not start',
      {},
      { null: new Error('gone') },
      ["error | Failed to load source type | error initializing builder 'null': gone | 1"],
    ],
  ])('%s', async (_, more, answers, said) => {
    expect(await prepare([build(more)], { answers })).toMatchObject({ names: [], said });
  });

  it.each<[string, Record<string, Partial<Prepared>>, number, string[]]>([
    [
      'warnings count once the build is accepted',
      { null: { warnings: ['careful'] }, manifest: { warnings: ['old'] } },
      1,
      ['careful', 'old', 'old'].map(
        (it) => `warning | Warning when preparing build: "a" | ${it} | -`,
      ),
    ],
    [
      'the first provisioner ends it, and no warning is told',
      {
        null: { warnings: ['careful'] },
        shell: { error: 'empty' },
        manifest: { error: 'no file' },
      },
      0,
      ['error | Failed to prepare build: "a" | empty | -'],
    ],
    [
      'the clean-up provisioner comes before post-processors',
      { tidy: { error: 'cannot' }, manifest: { error: 'no file' } },
      0,
      ['error | Failed to prepare build: "a" | cannot | -'],
    ],
    [
      'the first post-processor ends it',
      { manifest: { error: 'no file' } },
      0,
      ['error | Failed to prepare build: "a" | no file | -'],
    ],
  ])('in a legacy build: %s', async (_, answers, count, said) => {
    const raw: ComponentBody = { kind: 'raw', data: new Map() };
    const legacy = build({
      sources: [source('a', { body: raw })],
      provisioners: [provisioner({ body: raw }), provisioner({ body: raw })],
      errorCleanupProvisioner: provisioner({ type: 'tidy', body: raw }),
      postProcessors: [[postProcessor({ body: raw })], [postProcessor({ body: raw })]],
    });
    const { prepared, said: told } = await prepare([legacy], { answers });
    expect([prepared.length, told]).toEqual([count, said]);
  });

  it('names a legacy build in quotes', async () => {
    const sources = [source('a\nb', { body: { kind: 'raw', data: new Map() } })];
    const { said: unstarted } = await prepare([build({ sources, problem: 'no such type' })]);
    const { said: rejected } = await prepare([build({ sources })], {
      answers: { null: { error: 'empty' } },
    });
    expect([...unstarted, ...rejected]).toEqual([
      'error | Failed to initialize build "a\\nb" | no such type | -',
      'error | Failed to prepare build: "a\\nb" | empty | -',
    ]);
  });

  it('leaves other builds alone', async () => {
    const bad = build({ name: 'bad', provisioners: [provisioner({ body: body('Bad') })] });
    const { names, said } = await prepare([bad, build({ name: 'good' })]);
    expect(names).toEqual(['good.null.a']);
    expect(said).toHaveLength(1);
  });
});

describe('what components get to know', () => {
  it('is the label of the source, the flags, and placeholders', async () => {
    const { seen } = await prepare(
      [
        build({
          sources: [source('a', { localName: 'renamed' })],
          provisioners: [provisioner({ overrides: new Map([['renamed', new Map([['k', 'v']])]]) })],
        }),
      ],
      { policy: { debug: true, force: true, onError: 'abort' } },
    );
    const settings = {
      buildName: 'a',
      builderType: 'null',
      coreVersion: '1.16.0',
      debug: true,
      force: true,
      onError: 'abort',
      sensitiveVariables: ['pw'],
    };
    const worth = (id: string) =>
      object([
        ['source', string('null.renamed')],
        ['id', string(id)],
      ]);
    expect(seen).toEqual([
      { kind: 'builder', config: { kind: 'decoded', body: worth('none') }, settings },
      {
        kind: 'provisioner',
        config: { kind: 'decoded', body: worth('<unknown>'), override: new Map([['k', 'v']]) },
        settings,
      },
    ]);
  });

  it('is the real value when it is time', async () => {
    const { prepared, seen } = await prepare([
      build({ provisioners: [provisioner()], postProcessors: [[postProcessor()]] }),
    ]);
    const data: DataMap = new Map([['ID', 'real']]);
    await prepared[0]?.provisioners[0]?.refresh(data);
    await prepared[0]?.postProcessors[0]?.[0]?.refresh(undefined);
    const ids = seen.map(({ config }) => {
      const body = config.kind === 'decoded' ? config.body.content : undefined;
      return body instanceof Map ? body.get('id')?.content : undefined;
    });
    expect(ids).toEqual(['none', '<unknown>', '<unknown>', 'real', '<unknown>']);
  });

  it('must be something the language can hold', async () => {
    const { prepared } = await prepare([build({ provisioners: [provisioner()] })]);
    const data: DataMap = new Map([['ID', new Date()]]);
    await expect(prepared[0]?.provisioners[0]?.refresh(data)).rejects.toThrow(
      /^unhandled buildvar type: /,
    );
  });
});
