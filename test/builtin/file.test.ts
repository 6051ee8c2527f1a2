import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/components/index.ts';
import { componentHost } from '../../src/sdk/index.ts';
import { errorOf, fakeUi, type Loose, never, place, prepared } from './support/harness.ts';
import { memoryMachine } from './support/memory-communicator.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

/** Texts with the folder of the test taken out. */
const shown = (lines: readonly string[]) =>
  lines.map((line) => line.replaceAll(`${here.folder}/`, ''));

interface Answer {
  readonly lines?: readonly string[];
  readonly log?: readonly string[];
  readonly failure?: string;
  readonly refused?: string;
  readonly warnings?: readonly string[];
  readonly artifact?: string | undefined;
  readonly made?: Artifact;
}

describe('file provisioner', () => {
  async function run(
    options: Options,
    remote: Readonly<Record<string, string>> = {},
    uploads?: (count: number) => string | undefined,
  ): Promise<Answer> {
    const { component, prepared: verdict } = await prepared(
      here.host,
      'provisioner',
      'file',
      options,
    );
    if (verdict.error !== undefined)
      return { refused: verdict.error.replaceAll(`${here.folder}/`, '') };
    const machine = memoryMachine(undefined, uploads);
    for (const [path, text] of Object.entries(remote)) machine.files.set(path, text);
    const ui = fakeUi();
    const failure = await errorOf(
      component.provision({ ui, signal: never }, machine, new Map([['ID', 'i-1']])),
    );
    return {
      lines: shown(ui.lines),
      log: shown(machine.log),
      ...(failure === undefined ? {} : { failure }),
    };
  }

  it('uploads files and folders', async () => {
    writeFileSync(here.path('a.txt'), 'abc', { mode: 0o640 });
    mkdirSync(here.path('dir'));
    const answer = await run({
      sources: [here.path('a.txt'), `${here.path('dir')}/`],
      destination: '/remote/',
    });
    expect(answer).toEqual({
      lines: ['say: Uploading a.txt => /remote/', 'say: Uploading dir/ => /remote/'],
      log: ['upload /remote/a.txt [a.txt 3 640]', 'upload-dir dir/ /remote/'],
    });
  });

  it('renders the destination with the build values', async () => {
    writeFileSync(here.path('a.txt'), 'abc');
    const answer = await run({ source: here.path('a.txt'), destination: '/r/{{build `ID`}}' });
    expect(answer.lines).toEqual(['say: Uploading a.txt => /r/i-1']);
  });

  it('uploads content from a temporary file', async () => {
    const answer = await run({ content: 'hello', destination: '/remote/x' });
    expect(answer.lines?.[0]).toMatch(/^say: Uploading pkr-file-content\d+ => \/remote\/x$/);
    expect(answer.log?.[0]).toMatch(/^upload \/remote\/x \[pkr-file-content\d+ 5 600\]$/);
  });

  it.each([
    ['no route', ['error: Upload failed: no route']],
    [
      'Error restoring file from a to b',
      [
        'error: Upload failed: Error restoring file from a to b; this can occur when your file destination is a folder without a trailing slash.',
        'error: Upload failed: Error restoring file from a to b',
      ],
    ],
  ])('says that an upload failed: %s', async (failure, lines) => {
    writeFileSync(here.path('a.txt'), '');
    const answer = await run({ source: here.path('a.txt'), destination: '/r' }, {}, () => failure);
    expect(answer).toMatchObject({ lines: ['say: Uploading a.txt => /r', ...lines], failure });
  });

  it.each<
    [string, Options, readonly string[], readonly string[], Readonly<Record<string, string>>]
  >([
    [
      'to a file',
      { source: '/r/x', destination: 'got/x.txt' },
      ['say: Downloading /r/x => got/x.txt'],
      ['download /r/x'],
      { 'got/x.txt': 'ex' },
    ],
    [
      'into a folder',
      { source: '/r/x', destination: 'got/' },
      ['say: Downloading /r/x => got/x'],
      ['download /r/x'],
      { 'got/x': 'ex' },
    ],
    [
      'folders and patterns, all of them',
      { sources: ['/r/', '/r/*', '/r/?a'], destination: 'got/' },
      [
        'say: Downloading /r/ => got/',
        'say: Downloading /r/* => got/',
        'say: Downloading /r/?a => got/?a',
      ],
      ['download-dir /r/ got/', 'download-dir /r/* got/', 'download-dir /r/?a got/?a'],
      {},
    ],
  ])('downloads %s', async (_, options, lines, log, made) => {
    const destination = here.path(String(options.destination));
    const answer = await run({ direction: 'download', ...options, destination }, { '/r/x': 'ex' });
    expect(answer).toEqual({ lines, log });
    for (const [name, text] of Object.entries(made))
      expect(readFileSync(here.path(name), 'utf8')).toBe(text);
  });

  it('says that a download failed', async () => {
    const answer = await run({
      direction: 'download',
      source: '/r/y',
      destination: here.path('y'),
    });
    expect(answer).toEqual({
      lines: [
        'say: Downloading /r/y => y',
        'error: Download failed: scp: /r/y: No such file or directory',
      ],
      log: ['download /r/y'],
      failure: 'scp: /r/y: No such file or directory',
    });
  });

  it.each<[string, Options, string]>([
    [
      'unknown direction',
      { source: '/etc/hosts', destination: 'x', direction: 'sideways' },
      'Direction must be one of: download, upload.',
    ],
    [
      'missing source',
      { source: 'nosuch.txt', destination: 'x' },
      "Bad source 'nosuch.txt': stat nosuch.txt: no such file or directory",
    ],
    [
      'source and content',
      { source: '/etc/hosts', content: 'y', destination: 'x' },
      'source(s) conflicts with content.',
    ],
    ['no destination', { source: '/etc/hosts' }, 'Destination must be specified.'],
  ])('refuses %s', async (_, options, error) => {
    expect(await run(options)).toEqual({ refused: `1 error(s) occurred:\n\n* ${error}` });
  });

  it('accepts a source that is made later, and nothing at all', async () => {
    expect(await run({ source: 'later', generated: true, destination: '/r' })).toMatchObject({
      failure: 'stat later: no such file or directory',
    });
    expect(await run({ destination: '/r' })).toEqual({ lines: [], log: [] });
  });
});

describe('file builder', () => {
  async function build(options: Options, hookError?: string): Promise<Answer> {
    const { component, prepared: verdict } = await prepared(here.host, 'builder', 'file', options);
    if (verdict.error !== undefined) return { refused: verdict.error };
    const ui = fakeUi();
    const work = component.run({ ui, signal: never }, async (_, __, communicator) => {
      const running = await communicator?.start({ command: 'x' }, { signal: never });
      ui.lines.push(`hook: ${await running?.exited}`);
      if (hookError !== undefined) throw new Error(hookError);
    });
    const failure = await errorOf(work);
    const artifact = failure === undefined ? await work : undefined;
    return {
      lines: shown(ui.lines),
      ...(verdict.warnings.length > 0 ? { warnings: verdict.warnings } : {}),
      ...(failure === undefined ? {} : { failure: failure.replaceAll(`${here.folder}/`, '') }),
      ...(artifact === undefined
        ? {}
        : { artifact: shown([await artifact.text()])[0], made: artifact }),
    };
  }

  it('writes content for the owner only, and deletes it with the artifact', async () => {
    const answer = await build({ target: here.path('deep/er/out.txt'), content: 'hello' });
    expect(answer).toMatchObject({ lines: ['hook: 0'], artifact: 'Stored file: deep/er/out.txt' });
    expect(readFileSync(here.path('deep/er/out.txt'), 'utf8')).toBe('hello');
    expect(statSync(here.path('deep/er/out.txt')).mode & 0o777).toBe(0o600);
    expect(await answer.made?.state('generated_data')).toBeUndefined();
    await answer.made?.destroy();
    expect(() => statSync(here.path('deep/er/out.txt'))).toThrow();
  });

  it('copies a file', async () => {
    writeFileSync(here.path('in'), 'abc');
    const answer = await build({ target: here.path('out'), source: here.path('in') });
    expect(answer.lines).toEqual(['say: Copying in to out', 'say: Copied 3 bytes', 'hook: 0']);
    expect(readFileSync(here.path('out'), 'utf8')).toBe('abc');
  });

  it.each([
    ['a target that cannot be opened', '/', 'open /: is a directory'],
    ['a full disk', '/dev/full', 'write /dev/full: no space left on device'],
  ])('closes the source it copies to %s', async (_, target, failure) => {
    const log: string[] = [];
    const readStream = async function* (path: string) {
      log.push(`open ${path}`);
      try {
        yield new Uint8Array(1);
        yield new Uint8Array(1);
      } finally {
        log.push(`close ${path}`);
      }
    };
    const { files } = here.world;
    const host = componentHost({ ...here.world, files: { ...files, readStream } });
    const { component } = await prepared(host, 'builder', 'file', { target, source: 'in' });
    const work = component.run({ ui: fakeUi(), signal: never }, async () => {});
    expect(await errorOf(work)).toBe(failure);
    expect(log).toEqual(['open in', 'close in']);
  });

  it('warns about an empty file', async () => {
    expect(await build({ target: here.path('out') })).toMatchObject({
      warnings: ['Both source file and contents are blank; target will have no content'],
    });
  });

  it.each<[string, Options, object]>([
    ['no target', {}, { refused: '1 error(s) occurred:\n\n* target required' }],
    [
      'source and content',
      { target: 't', source: 's', content: 'c' },
      { refused: '1 error(s) occurred:\n\n* Cannot specify source file AND content' },
    ],
    [
      'a source that is not there',
      { target: '/dev/null', source: 'nosuch' },
      { lines: [], failure: 'open nosuch: no such file or directory' },
    ],
    [
      'a full disk',
      { target: '/dev/full', content: 'x' },
      { lines: [], failure: 'write /dev/full: no space left on device' },
    ],
    [
      'a folder that cannot be made',
      { target: '/dev/null/x', content: 'x' },
      { lines: [], failure: 'mkdir /dev/null: not a directory' },
    ],
    [
      'a target that is a folder',
      { target: '/', content: 'x' },
      { lines: [], failure: 'open /: is a directory' },
    ],
  ])('%s', async (_, options, answer) => {
    expect(await build(options)).toEqual(answer);
  });

  it('fails with its provisioners', async () => {
    expect(await build({ target: here.path('out'), content: 'x' }, 'broken')).toMatchObject({
      lines: ['hook: 0'],
      failure: 'broken',
    });
  });
});
