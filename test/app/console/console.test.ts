import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ConsoleInput,
  consoleSession,
  type Host,
  typedLines,
} from '../../../src/app/index.ts';
import { type Event, Secrets } from '../../../src/events/index.ts';
import { nodeFiles } from '../../../src/platform/index.ts';
import { createRegistry } from '../../../src/registry/index.ts';
import { formatDiagnostics } from '../../../src/source/index.ts';
import { fakePlatform } from '../../cli/fake-platform.ts';

const nothing = () => Promise.reject(new Error('no component is needed'));

/** A host that shows what happens as text, secrets masked. */
function listening() {
  const shown: string[] = [];
  const secrets = new Secrets();
  const show = (event: Event): void => {
    if (event.kind === 'said') shown.push(secrets.mask(event.text));
    if (event.kind === 'diagnosed') shown.push(formatDiagnostics(event.diagnostics));
  };
  const host: Host = {
    platform: { ...fakePlatform({}).platform, files: nodeFiles() },
    listener: {
      emit: async (event) => show(event),
      ask: nothing,
      track: nothing,
    },
    secrets,
    registry: createRegistry({ builtins: nothing, plugins: nothing }),
    signal: new AbortController().signal,
    coreVersion: '1.16.0',
  };
  return { host, shown };
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function* lines(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

interface Surroundings {
  readonly template?: string;
  readonly language?: 'hcl2' | 'json';
}

async function session(input: ConsoleInput, { template, language = 'hcl2' }: Surroundings = {}) {
  const { host, shown } = listening();
  let path = '';
  if (template !== undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'console-'));
    path = join(folder, language === 'hcl2' ? 't.pkr.hcl' : 't.json');
    await writeFile(path, template);
  }
  const inputs = { variableFiles: [], variables: [], warnOnUndeclared: false };
  const request = { template: { path, configType: language, inputs }, sequential: false };
  const exitCode = await consoleSession(request, input, host);
  return { shown, exitCode };
}

const pipe = (...texts: readonly string[]): ConsoleInput => ({
  kind: 'pipe',
  source: chunks(...texts),
});

const unknownName = `Error: Unknown variable

  on <console-input> line 1:
  (source code not available)

There is no variable named "foo".

`;

describe('a pipe: the last answer and all complaints', () => {
  test.each([
    ['the last line counts', ['1 + 1\n2 + 2\n'], ['4'], 0],
    ['no line end is needed', ['1 + 1'], ['2'], 0],
    ['nothing at all', [], [''], 0],
    ['lines may be split anywhere', ['"a', '"\n1', '2\n'], ['12'], 0],
    ['white space around a line does not count', ['\u3000 [1]\t\r\n'], ['[\n  1,\n]'], 0],
    ['exit is an empty answer', ['1\nexit\n'], [''], 0],
    ['reading goes on after exit', ['exit\n1\n'], ['1'], 0],
    ['errors give an exit code', ['foo\n'], [unknownName, ''], 1],
    ['also if the last line is fine', ['foo\n1\n'], [unknownName, '1'], 1],
    ['functions are loaded when a line asks for them', ['regex("b+", "abbc")\n'], ['bb'], 0],
    ['a line that is too long ends the reading', [`1\n"${'x'.repeat(65536)}"\n2\n`], ['1'], 0],
  ] as const)('%s', async (_, texts, shown, exitCode) => {
    expect(await session(pipe(...texts))).toEqual({ shown, exitCode });
  });
});

test('characters may be split anywhere', async () => {
  async function* bytes() {
    for (const byte of new TextEncoder().encode('"\u00e9\u{1f600}"')) yield Uint8Array.of(byte);
  }
  expect(await session({ kind: 'pipe', source: bytes() })).toEqual({
    shown: ['\u00e9\u{1f600}'],
    exitCode: 0,
  });
});

describe('lines: an answer to each', () => {
  test.each([
    ['values, one by one', ['1', '"a"'], ['1', 'a']],
    ['complaints are followed by an empty answer', ['foo', '1'], [unknownName, '', '1']],
    ['exit ends', ['1', 'exit', '2'], ['1']],
    ['an empty line is an empty answer', [''], ['']],
    ['null, unknown', ['null', 'source.type'], ['null', '<unknown>']],
  ] as const)('%s', async (_, typed, shown) => {
    expect(await session({ kind: 'lines', lines: lines(...typed) })).toEqual({
      shown,
      exitCode: 0,
    });
  });

  test('a carriage return is the return key', async () => {
    const typed = typedLines(chunks('1\r\n2\r', '"a\rexit\r3'));
    expect(await session({ kind: 'lines', lines: typed })).toEqual({
      shown: ['1', '', '2', expect.stringContaining('Unterminated template string'), ''],
      exitCode: 0,
    });
  });

  test('commands are exact', async () => {
    const { shown } = await session({ kind: 'lines', lines: lines(' help', 'help') });
    expect(shown[0]).toContain('There is no variable named "help".');
    expect(shown[2]).toMatch(/^Packer console HCL2 Mode\.\n(.*\n)*with in HCL2 mode\.$/);
  });
});

describe('a template', () => {
  const template = `
variable "name" { default = "x" }
variable "secret" {
  default   = "hush"
  sensitive = true
}
variable "unset" { type = string }
locals { both = "\${var.name}-\${var.name}" }
`;

  test('its variables and locals have values', async () => {
    expect(await session(pipe('local.both'), { template })).toEqual({
      shown: ['x-x'],
      exitCode: 0,
    });
  });

  test('variables lists them, secrets masked', async () => {
    const { shown } = await session(pipe('variables'), { template });
    expect(shown).toEqual([
      '> input-variables:\n\nvar.name: "x"\nvar.secret: "<sensitive>"\nvar.unset: "<unknown>"\n\n> local-variables:\n\nlocal.both: "x-x"\n',
    ]);
  });

  test('one that cannot be read ends the session', async () => {
    const { shown, exitCode } = await session(pipe('1'), { template: 'variable {' });
    expect(exitCode).toBe(1);
    expect(shown).toHaveLength(1);
  });
});

describe('legacy templates', () => {
  const template = '{"variables":{"a":"x","b":"{{user `a`}}y"},"builders":[{"type":"null"}]}';

  test.each([
    ['{{user `b` | upper}}', ['XY'], 0],
    ['variables', ['\na: x,\nb: xy,\n'], 0],
    [
      '{{nope}}',
      ['???????: Interpolation error\n\ntemplate: root:1: function "nope" not defined\n\n', ''],
      0,
    ],
    [
      '{{upper `a` `b`}}',
      [
        '???????: Interpolation error\n\ntemplate: root:1:2: executing "root" at <upper>: wrong number of args for upper:\nwant 1 got 2\n\n',
        '',
      ],
      0,
    ],
  ] as const)('%s', async (line, shown, exitCode) => {
    expect(await session(pipe(line), { template, language: 'json' })).toEqual({ shown, exitCode });
  });

  test('without a template', async () => {
    expect(await session(pipe('{{upper `a`}}'), { language: 'json' })).toEqual({
      shown: ['A'],
      exitCode: 0,
    });
  });
});
