import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { glob } from '../../src/builtin/files/glob.ts';
import { noneCommunicator } from '../../src/sdk/index.ts';
import { asEntries, asString } from '../../src/values/index.ts';
import {
  dataMap,
  errorOf,
  fakeUi,
  fileArtifact,
  type Loose,
  never,
  place,
  prepared,
} from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

describe('sleep', () => {
  it('waits as long as it is told, and leaves templates alone', async () => {
    const { component, prepared: verdict } = await prepared(here.host, 'provisioner', 'sleep', {
      duration: '1ms',
    });
    expect(verdict.error).toBeUndefined();
    await component.provision({ ui: fakeUi(), signal: never }, noneCommunicator(), new Map());
  });
  it.each(['1h', '1000h'])('ends with a cancel: %s', async (duration) => {
    const { component } = await prepared(here.host, 'provisioner', 'sleep', { duration });
    const controller = new AbortController();
    const work = component.provision(
      { ui: fakeUi(), signal: controller.signal },
      noneCommunicator(),
      new Map(),
    );
    // A timer that cannot count so far would fire before this one.
    await here.world.clock.sleep(5);
    controller.abort();
    expect(await errorOf(work)).toBe('context canceled');
  });
  it.each([
    [
      '5',
      `1 error(s) decoding:\n\n* error decoding 'duration': time: missing unit in duration "5"`,
    ],
    [1500000, undefined],
    ['', `1 error(s) decoding:\n\n* error decoding 'duration': time: invalid duration ""`],
  ])('duration %j', async (duration, error) => {
    const { prepared: verdict } = await prepared(here.host, 'provisioner', 'sleep', { duration });
    expect(verdict.error).toBe(error);
  });
});

describe('breakpoint', () => {
  it.each<[Options, readonly string[], readonly string[], string | undefined]>([
    [
      {},
      [''],
      ['say: Pausing at breakpoint provisioner.', 'ask: Press enter to continue.'],
      undefined,
    ],
    [
      { note: 'n' },
      ['x'],
      ['say: Pausing at breakpoint provisioner with note "n".', 'ask: Press enter to continue.'],
      undefined,
    ],
    [
      {},
      [],
      ['say: Pausing at breakpoint provisioner.', 'ask: Press enter to continue.'],
      'Error asking for input: no available tty',
    ],
    [{ disable: true }, [], ['say: Breakpoint provisioner disabled; continuing...'], undefined],
    [
      { disable: 'true', note: 'n' },
      [],
      ['say: Breakpoint provisioner with note "n" disabled; continuing...'],
      undefined,
    ],
  ])('%j, answers %j', async (options, answers, lines, failure) => {
    const { component } = await prepared(here.host, 'provisioner', 'breakpoint', options);
    const ui = fakeUi(answers);
    const work = component.provision({ ui, signal: never }, noneCommunicator(), new Map());
    expect(await errorOf(work)).toBe(failure);
    expect(ui.lines).toEqual(lines);
  });
});

describe('data source null', () => {
  it('gives back its input', async () => {
    const { component } = await prepared(here.host, 'datasource', 'null', { input: 'x' });
    const value = await component.read({ ui: fakeUi(), signal: never });
    expect([...(asEntries(value) ?? [])].map(([key, each]) => [key, asString(each)])).toEqual([
      ['output', 'x'],
    ]);
    expect((await component.outputSchema()).fields.get('output')).toMatchObject({
      type: { kind: 'string' },
    });
  });
  it('needs one', async () => {
    const { prepared: verdict } = await prepared(here.host, 'datasource', 'null', {});
    expect(verdict.error).toBe('1 error(s) occurred:\n\n* The `input` must be specified');
  });
});

describe('artifice', () => {
  async function run(files: readonly string[]) {
    const { component } = await prepared(here.host, 'post-processor', 'artifice', { files });
    const ui = fakeUi();
    const work = component.process({ ui, signal: never }, fileArtifact(['out.txt']));
    const failure = await errorOf(work);
    const made = failure === undefined ? await work : undefined;
    const lines = ui.lines.map((line) => line.replaceAll(`${here.folder}/`, ''));
    return { lines, failure, keep: made?.keepInput, artifact: made?.artifact };
  }
  it('takes the files that match', async () => {
    writeFileSync(here.path('b.md'), '');
    writeFileSync(here.path('a.md'), '');
    const answer = await run([here.path('*.md'), here.path('nothing-*'), here.path('b.md')]);
    expect(answer).toMatchObject({
      failure: undefined,
      keep: 'unless-told-otherwise',
      lines: [
        'say: Discarding files from artifact: out.txt',
        'say: Using these artifact files: a.md, b.md, b.md',
      ],
    });
    expect(await answer.artifact?.files()).toEqual(['a.md', 'b.md', 'b.md'].map(here.path));
  });
  it('needs a pattern, a good one', async () => {
    const { prepared: verdict } = await prepared(here.host, 'post-processor', 'artifice', {});
    expect(verdict.error).toBe('No files specified in artifice configuration');
    expect((await run(['[a'])).failure).toBe('syntax error in pattern');
  });
  it('deletes its files with the artifact', async () => {
    mkdirSync(here.path('d'));
    writeFileSync(here.path('d/x'), '');
    const { artifact } = await run([here.path('d')]);
    await artifact?.destroy();
    expect(readdirSync(here.folder)).toEqual([]);
  });
});

describe('glob', () => {
  it.each([
    ['*', ['a.md', 'b', 'sub']],
    ['?', ['b']],
    ['[ab]*', ['a.md', 'b']],
    ['[^a]*', ['b', 'sub']],
    ['*/x.[l-n]*', ['sub/x.md']],
    ['sub/../*.md', ['sub/../a.md']],
    ['a.md', ['a.md']],
    ['a\\.md', ['a.md']],
    ['nosuch', []],
    ['nosuch/*', []],
    ['', []],
  ])('%s', async (pattern, found) => {
    writeFileSync(here.path('a.md'), '');
    writeFileSync(here.path('b'), '');
    mkdirSync(here.path('sub'));
    writeFileSync(here.path('sub/x.md'), '');
    expect(await glob(pattern, here.folder)).toEqual(found);
    if (pattern === '*')
      expect(await glob(`${here.folder}/?`, '/nowhere')).toEqual([here.path('b')]);
  });
  it.each(['[', '[]', '[a-]', 'a\\', '[^'])('%s is bad', async (pattern) => {
    await expect(glob(pattern, here.folder)).rejects.toThrow('syntax error in pattern');
  });
});

describe('checksum', () => {
  async function run(options: Options, files: readonly string[]) {
    const { component, prepared: verdict } = await prepared(
      here.host,
      'post-processor',
      'checksum',
      options,
    );
    if (verdict.error !== undefined) return { refused: verdict.error };
    const work = component.process(
      { ui: fakeUi(), signal: never },
      fileArtifact(files, dataMap({ ID: 'i-1' })),
    );
    const failure = await errorOf(work);
    if (failure !== undefined) return { failure: failure.replaceAll(here.folder, '<folder>') };
    const { artifact, keepInput } = await work;
    const made = (await artifact?.files())?.map((file) => file.replace(`${here.folder}/`, ''));
    return { made, keepInput, artifact };
  }

  it('appends to a file per type, and lists new files once', async () => {
    writeFileSync(here.path('a'), 'hello');
    writeFileSync(here.path('b'), '');
    const output = here.path('sums/{{.ID}}-{{.BuildName}}-{{.BuilderType}}.{{.ChecksumType}}');
    const answer = await run({ checksum_types: ['md5', 'sha1'], output }, [
      here.path('a'),
      here.path('b'),
    ]);
    expect(answer).toMatchObject({
      keepInput: 'always',
      made: ['a', 'b', 'sums/i-1-x-null.md5', 'sums/i-1-x-null.sha1'],
    });
    expect(readFileSync(here.path('sums/i-1-x-null.md5'), 'utf8')).toBe(
      '5d41402abc4b2a76b9719d911017c592\ta\nd41d8cd98f00b204e9800998ecf8427e\tb\n',
    );
    expect(await run({ checksum_types: 'md5', output }, [here.path('a')])).toMatchObject({
      made: ['a'],
    });
    expect(readFileSync(here.path('sums/i-1-x-null.md5'), 'utf8').split('\n')).toHaveLength(4);
  });

  it.each<[string, Options, readonly string[], object]>([
    [
      'unknown types',
      { checksum_types: ['md5', 'crc', 'x'] },
      [],
      {
        refused:
          '2 error(s) occurred:\n\n* Unrecognized checksum type: crc\n* Unrecognized checksum type: x',
      },
    ],
    [
      'a file that is gone',
      { output: '/dev/null' },
      ['/nowhere/x'],
      {
        failure:
          'unable to compute md5 hash for /nowhere/x: open /nowhere/x: no such file or directory',
      },
    ],
    [
      'a folder that cannot be made',
      { output: '/dev/null/x' },
      ['/etc/hostname'],
      { failure: 'unable to create dir: mkdir /dev/null: not a directory' },
    ],
    [
      'a full disk',
      { output: '/dev/full' },
      ['/etc/hostname'],
      { failure: 'write /dev/full: no space left on device' },
    ],
  ])('%s', async (_, options, files, answer) => {
    expect(await run(options, files)).toEqual(answer);
  });

  it('makes nothing of nothing', async () => {
    expect(await run({}, [])).toMatchObject({ made: [] });
    expect(readdirSync(here.folder)).toEqual([]);
  });
});
