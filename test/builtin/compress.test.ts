import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32Of, xxHash32 } from '../../src/builtin/compress/checksums.ts';
import { chunksOf } from '../../src/builtin/compress/chunks.ts';
import { compressorOf } from '../../src/builtin/compress/algorithms.ts';
import { detectFormat, type Format } from '../../src/builtin/compress/format.ts';
import { suffixArray } from '../../src/builtin/compress/suffix-array.ts';
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

async function pack(options: Options, files: readonly string[]) {
  const { component, prepared: verdict } = await prepared(
    here.host,
    'post-processor',
    'compress',
    options,
  );
  if (verdict.error !== undefined) return { refused: verdict.error };
  const ui = fakeUi();
  const input = fileArtifact(
    files.map((name) => here.path(name)),
    dataMap({ ID: 'i-1' }),
  );
  const work = component.process({ ui, signal: never }, input);
  const failure = await errorOf(work);
  const lines = ui.lines.map((line) =>
    line.replaceAll(`${here.folder}/`, '').replace(/with \d+ cores/, 'with N cores'),
  );
  if (failure !== undefined) return { lines, failure: failure.replaceAll(`${here.folder}/`, '') };
  const { artifact, keepInput } = await work;
  return { lines, text: (await artifact?.text())?.replaceAll(`${here.folder}/`, ''), keepInput };
}

const has = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

describe('detectFormat', () => {
  it.each<[string, string, Format]>([
    ['x.tar.gz', '', { archive: 'tar', algorithm: 'pgzip' }],
    ['x.gz', '', { archive: '', algorithm: 'pgzip' }],
    ['x.txt.bgzf', '', { archive: '', algorithm: 'bgzf' }],
    ['x.tar.lz4', '', { archive: 'tar', algorithm: 'lz4' }],
    ['x.tar.xz', '', { archive: 'tar', algorithm: 'xz' }],
    ['x.bzip2', '', { archive: '', algorithm: 'bzip2' }],
    ['x.bz2', '', { archive: 'tar', algorithm: 'pgzip' }],
    ['x.tar', '', { archive: 'tar', algorithm: '' }],
    ['x.zip', '', { archive: 'zip', algorithm: '' }],
    ['x', 'zip', { archive: 'zip', algorithm: '' }],
    ['x.tar', 'gz', { archive: 'tar', algorithm: 'pgzip' }],
    ['packer_{{.BuildName}}_{{.BuilderType}}', '', { archive: 'tar', algorithm: 'pgzip' }],
    ['{{.BuildName}}.zip', '', { archive: 'zip', algorithm: '' }],
    ['x', '', { archive: 'tar', algorithm: 'pgzip' }],
  ])('%s, format %j', (output, format, answer) => {
    expect(detectFormat(output, format)).toEqual(answer);
  });
});

describe('checksums', () => {
  it('knows the check values', () => {
    expect(crc32Of(Buffer.from('123456789')).toString(16)).toBe('cbf43926');
    const hash = (text: string) => {
      const running = xxHash32();
      for (const byte of Buffer.from(text)) running.update(Uint8Array.of(byte));
      return running.digest().toString(16);
    };
    expect(hash('')).toBe('2cc5d05');
    expect(hash('a')).toBe('550d7456');
    expect(hash('Nobody inspects the spammish repetition')).toBe('e2293b2f');
  });
});

describe('suffixArray', () => {
  it.each(['', 'a', 'banana', 'mississippi', 'aaaa', 'abab', 'cabbage baggage cabbage'])(
    '%j',
    (text) => {
      const bytes = Buffer.from(text);
      const plain = [...bytes.keys()].sort((a, b) =>
        Buffer.compare(bytes.subarray(a), bytes.subarray(b)),
      );
      expect([...suffixArray(bytes, 255)]).toEqual(plain);
    },
  );
});

/** Bytes that repeat and do not, the same in every run. */
function sample(size: number, mask: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1103515245) + 12345) | 0;
    bytes[at] = (state >>> 16) & mask;
  }
  return bytes;
}

const samples: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['one byte', Buffer.from('a')],
  ['text', Buffer.from('hello compress '.repeat(200))],
  ['zeros', Buffer.alloc(300_000)],
  ['few letters', sample(120_000, 3)],
  ['noise', sample(100_000, 255)],
  [
    'runs of every length',
    Buffer.concat([3, 4, 5, 255, 256, 259, 260].map((count, byte) => Buffer.alloc(count, byte))),
  ],
];

const readers: readonly (readonly [Format['algorithm'], string])[] = [
  ['pgzip', 'gzip'],
  ['bgzf', 'gzip'],
  ['lz4', 'lz4'],
  ['xz', 'xz'],
  ['bzip2', 'bzip2'],
];

describe.each(readers)('%s, read by %s', (algorithm, reader) => {
  it.skipIf(!has(reader) && process.env.CI === undefined).each(samples)(
    '%s',
    async (_, content) => {
      const compress = await compressorOf(algorithm, 0);
      const source = async function* () {
        for (let at = 0; at < content.length; at += 70_001) yield content.subarray(at, at + 70_001);
      };
      const chunks: Uint8Array[] = [];
      for await (const chunk of compress(source())) chunks.push(chunk);
      const packed = Buffer.concat(chunks);
      const unpacked = execFileSync(reader, ['-dc'], { input: packed, maxBuffer: 2 ** 28 });
      expect(createHash('sha256').update(unpacked).digest('hex')).toBe(
        createHash('sha256').update(content).digest('hex'),
      );
      if (content.length === 300_000) expect(packed.length).toBeLessThan(2500);
    },
  );
});

describe('chunksOf', () => {
  it('cuts and joins', async () => {
    const source = async function* () {
      for (const text of ['a', 'bcde', '', 'fg']) yield Buffer.from(text);
    };
    const got: string[] = [];
    for await (const chunk of chunksOf(source(), 3)) got.push(chunk.toString());
    expect(got).toEqual(['abc', 'def', 'g']);
  });
});

describe('compress', () => {
  const put = () => {
    mkdirSync(here.path('sub'));
    writeFileSync(here.path('a.txt'), 'hello', { mode: 0o600 });
    writeFileSync(here.path('sub/b.txt'), 'world!');
    chmodSync(here.path('sub/b.txt'), 0o644);
  };

  it('makes a tar of base names with time zero, the same bytes each time', async () => {
    put();
    const answer = await pack({ output: here.path('o.tar') }, ['a.txt', 'sub/b.txt']);
    expect(answer).toEqual({
      lines: ['say: Tarring o.tar with no compression', 'say: Archive o.tar completed'],
      text: 'compressed artifacts in: o.tar',
      keepInput: 'discard',
    });
    const first = readFileSync(here.path('o.tar'));
    expect(first.length).toBe(4 * 512 + 1024);
    const list = execFileSync('tar', [
      '--utc',
      '--full-time',
      '-tvf',
      here.path('o.tar'),
    ]).toString();
    expect(
      list
        .trim()
        .split('\n')
        .map((line) =>
          line
            .split(/\s+/)
            .filter((_, at) => at !== 1)
            .join(' '),
        ),
    ).toEqual(['-rw------- 5 1970-01-01 00:00:00 a.txt', '-rw-r--r-- 6 1970-01-01 00:00:00 b.txt']);
    await pack({ output: here.path('o.tar') }, ['a.txt', 'sub/b.txt']);
    expect(readFileSync(here.path('o.tar')).equals(first)).toBe(true);
  });

  it('keeps long names in a tar', async () => {
    const name = `${'n'.repeat(150)}.txt`;
    writeFileSync(here.path(name), 'x');
    await pack({ output: here.path('o.tar') }, [name]);
    expect(execFileSync('tar', ['-tf', here.path('o.tar')]).toString()).toBe(`${name}\n`);
  });

  it('makes a zip of paths as given, the same bytes each time', async () => {
    put();
    const answer = await pack({ output: here.path('o.zip'), compression_level: 9 }, [
      'a.txt',
      'sub/b.txt',
    ]);
    expect(answer).toMatchObject({ lines: ['say: Zipping o.zip', 'say: Archive o.zip completed'] });
    const script =
      'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(z.testzip(),[(i.filename,i.file_size,i.compress_type,z.read(i).decode()) for i in z.infolist()])';
    const seen = execFileSync('python3', ['-c', script, here.path('o.zip')])
      .toString()
      .replaceAll(here.folder.slice(1), '');
    expect(seen.trim()).toBe(
      "None [('/a.txt', 5, 8, 'hello'), ('/sub/b.txt', 6, 8, 'world!')]".replaceAll("('/", "('//"),
    );
  });

  it('packs one file, with the build values in the name, into a new folder', async () => {
    put();
    const answer = await pack(
      { output: here.path('new/{{.BuildName}}-{{.BuilderType}}-{{build `ID`}}.txt.gz') },
      ['a.txt'],
    );
    expect(answer).toMatchObject({
      lines: [
        'say: Using pgzip compression with N cores for new/x-null-i-1.txt.gz',
        'say: Archiving a.txt with pgzip',
        'say: Archive new/x-null-i-1.txt.gz completed',
      ],
    });
    expect(gunzipSync(readFileSync(here.path('new/x-null-i-1.txt.gz'))).toString()).toBe('hello');
  });

  it.each<[string, Options, readonly string[], object]>([
    [
      'one core',
      { output: 'o.txt.xz' },
      ['a.txt'],
      {
        lines: [
          'say: Using xz compression with 1 core for o.txt.xz (library does not support MT)',
          'say: Archiving a.txt with xz',
          'say: Archive o.txt.xz completed',
        ],
        keepInput: 'discard',
        text: 'compressed artifacts in: o.txt.xz',
      },
    ],
    [
      'two files into a gz',
      { output: 'o.gz' },
      ['a.txt', 'sub/b.txt'],
      {
        lines: ['say: Using pgzip compression with N cores for o.gz'],
        failure:
          'Can only have 1 input file when not using tar/zip. Found 2 files: [a.txt sub/b.txt]',
      },
    ],
    [
      'no file into a gz',
      { output: 'o.gz' },
      [],
      {
        lines: ['say: Using pgzip compression with N cores for o.gz'],
        failure: 'Can only have 1 input file when not using tar/zip. Found 0 files: []',
      },
    ],
    [
      'a folder into a tar',
      { output: 'o.tar' },
      ['sub'],
      { lines: ['say: Tarring o.tar with no compression'], failure: 'sub is not a regular file' },
    ],
    [
      'a missing file',
      { output: 'o.zip' },
      ['nosuch'],
      { lines: ['say: Zipping o.zip'], failure: 'stat nosuch: no such file or directory' },
    ],
    [
      'a level that is none',
      { output: 'o.gz', compression_level: -2 },
      ['a.txt'],
      {
        lines: ['say: Using pgzip compression with N cores for o.gz'],
        failure:
          'error creating pgzip writer: Invalid compression level. Expected an integer from -1 to 9.',
      },
    ],
    [
      'a bad template',
      { output: '{{.BuildName | nosuch}}' },
      [],
      {
        refused:
          'invalid \'output\': template: root:1: function "nosuch" not defined in:\n\n{{.BuildName | nosuch}}',
      },
    ],
  ])('%s', async (_, options, files, answer) => {
    put();
    const output = String(options.output);
    const full = output.startsWith('{{') ? output : here.path(output);
    expect(await pack({ ...options, output: full }, files)).toEqual(answer);
  });

  it('reports a full disk and a folder that cannot be written', async () => {
    put();
    expect(await pack({ output: '/dev/full', format: 'zip' }, ['a.txt'])).toMatchObject({
      failure: 'write /dev/full: no space left on device',
    });
    expect(await pack({ output: '/dev/null/sub/o.zip' }, ['a.txt'])).toMatchObject({
      failure:
        'Unable to create dir for archive /dev/null/sub/o.zip: mkdir /dev/null: not a directory',
    });
    expect(await pack({ output: '/dev', format: 'tar' }, ['a.txt'])).toMatchObject({
      failure: 'Unable to create archive /dev: open /dev: is a directory',
    });
    expect(readdirSync(here.folder).sort()).toEqual(['a.txt', 'sub']);
  });
});
