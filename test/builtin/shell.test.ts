import { readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/platform/index.ts';
import { noneCommunicator } from '../../src/sdk/index.ts';
import { dataMap, errorOf, fakeUi, type Loose, never, place, prepared } from './support/harness.ts';
import { type Answer, memoryMachine } from './support/memory-communicator.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

/** A clock that does not wait, and notes how long it was asked to. */
function hastyClock(): Clock & { readonly slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(0),
    monotonic: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

interface Outcome {
  readonly lines?: readonly string[];
  readonly log?: readonly string[];
  readonly uploaded?: string | undefined;
  readonly slept?: readonly number[];
  readonly failure?: string;
  readonly refused?: string;
}

async function run(
  options: Options,
  answer?: (command: string, count: number) => Answer,
  uploads?: (count: number) => string | undefined,
): Promise<Outcome> {
  const clock = hastyClock();
  const host = { ...here.host, platform: { ...here.world, clock } };
  const { component, prepared: verdict } = await prepared(host, 'provisioner', 'shell', {
    remote_path: '/tmp/s.sh',
    ...options,
  });
  if (verdict.error !== undefined) return { refused: verdict.error };
  const machine = memoryMachine(answer, uploads);
  const ui = fakeUi();
  const failure = await errorOf(
    component.provision({ ui, signal: never }, machine, dataMap({ ID: 'i-1' })),
  );
  return {
    lines: ui.lines.map((line) => line.replace(/\/\S*packer-shell\d+/, '<script>')),
    log: machine.log,
    uploaded: machine.files.get('/tmp/s.sh'),
    slept: clock.slept,
    ...(failure === undefined ? {} : { failure }),
  };
}

const said = 'say: Provisioning with shell script: <script>';
const vars = `PACKER_BUILDER_TYPE='null' PACKER_BUILD_NAME='x' `;
const usual = (run: string) => [
  'upload /tmp/s.sh',
  'run chmod 0755 /tmp/s.sh',
  `run ${run}`,
  'run rm -f /tmp/s.sh',
  'run rm -f ',
];
const plain = `chmod +x /tmp/s.sh; ${vars} /tmp/s.sh`;

describe('shell provisioner', () => {
  it('uploads, runs and removes an inline script', async () => {
    const answer = await run({ inline: ['echo {{build `ID`}}', 'true'] }, (command) =>
      command === plain ? { stdout: 'one\ntwo', stderr: 'oops\n' } : {},
    );
    expect(answer).toEqual({
      lines: expect.arrayContaining([said, 'say: one', 'say: two', 'error: oops']),
      log: usual(plain),
      uploaded: '#!/bin/sh -e\necho i-1\ntrue\n',
      slept: [],
    });
    expect(readdirSync(here.folder)).toEqual([]);
  });

  it.each<[string, Options, string]>([
    ['its own first line', { inline: ['#!/bin/bash', 'x'] }, '#!/bin/bash\nx\n'],
    [
      'a first line that is asked for comes first',
      { inline: ['#!/bin/bash'], inline_shebang: '/bin/sh' },
      '#!/bin/sh\n#!/bin/bash\n',
    ],
  ])('inline: %s', async (_, options, uploaded) => {
    expect(await run(options)).toMatchObject({ uploaded });
  });

  it.each([
    ['line ends become single line feeds', 'a\r\nb\r\r\nc\rd\r', {}, 'a\nb\r\nc\rd\n'],
    ['the last line gets an end', 'a', {}, 'a\n'],
    ['nothing stays nothing', '', {}, ''],
    ['binary stays as it is', 'a\r\nb', { binary: true }, 'a\r\nb'],
  ])('scripts: %s', async (_, content, options, uploaded) => {
    writeFileSync(here.path('s.sh'), content);
    expect(await run({ script: here.path('s.sh'), ...options })).toMatchObject({ uploaded });
  });

  it('quotes variables, and renders what is left in them', async () => {
    const answer = await run({
      inline: ['x'],
      environment_vars: ["A=it's"],
      env: { B: '{{build `ID`}}' },
    });
    expect(answer.log?.[2]).toBe(`run chmod +x /tmp/s.sh; A='it'"'"'s' B='i-1' ${vars} /tmp/s.sh`);
  });

  it('puts the variables into a file', async () => {
    const answer = await run({ inline: ['x'], use_env_var_file: true });
    const file = answer.log?.[0]?.slice('upload '.length) ?? '';
    expect(file).toMatch(/^\/tmp\/varfile_\d{1,4}\.sh$/);
    expect(answer.log).toEqual([
      `upload ${file}`,
      `run chmod 0600 ${file}`,
      ...usual(`chmod +x /tmp/s.sh; . ${file} && /tmp/s.sh`).slice(0, -1),
      `run rm -f ${file}`,
    ]);
  });

  it('chooses a random name in /tmp unless told', async () => {
    expect((await run({ inline: ['x'], remote_path: '' })).log?.[0]).toMatch(
      /^upload \/tmp\/script_\d{1,4}\.sh$/,
    );
    expect(
      (await run({ inline: ['x'], remote_path: '', remote_folder: '/r', remote_file: 'f' }))
        .log?.[0],
    ).toBe('upload /r/f');
  });

  it('tries again while the machine is away, and gives up after the timeout', async () => {
    const once = await run({ inline: ['x'] }, undefined, (count) =>
      count === 0 ? 'no route' : undefined,
    );
    expect(once).toMatchObject({ slept: [2000], log: ['upload /tmp/s.sh', ...usual(plain)] });
    const never = await run(
      { inline: ['x'], start_retry_timeout: '5s' },
      undefined,
      () => 'no route',
    );
    expect(never).toMatchObject({
      slept: [2000, 2000, 2000],
      failure: 'Error uploading script: no route',
    });
  });

  const exits = (status: number) => (command: string) => (command === plain ? { status } : {});
  it.each<[string, Options, (command: string) => Answer, string | undefined]>([
    [
      'a bad status',
      {},
      exits(3),
      'Script exited with non-zero exit status: 3. Allowed exit codes are: [0]',
    ],
    ['an allowed status', { valid_exit_codes: [0, 3] }, exits(3), undefined],
    [
      'a disconnect',
      {},
      exits(2300218),
      'Script disconnected unexpectedly. If you expected your script to disconnect, i.e. from a restart, you can try adding `"expect_disconnect": true` or `"valid_exit_codes": [0, 2300218]` to the shell provisioner parameters.',
    ],
    ['an expected disconnect', { expect_disconnect: true }, exits(2300218), undefined],
    [
      'a disconnect among the allowed statuses',
      { valid_exit_codes: [0, 2300218] },
      exits(2300218),
      undefined,
    ],
    [
      'clean-up fails',
      { start_retry_timeout: '1s' },
      (command) => (command.startsWith('rm') ? { status: 1 } : {}),
      'Error removing temporary script at /tmp/s.sh!',
    ],
    [
      'clean-up cannot start',
      { start_retry_timeout: '1s' },
      (command) => (command.startsWith('rm') ? { fails: 'gone' } : {}),
      'Error removing temporary script at /tmp/s.sh: gone',
    ],
    [
      'disconnect in clean-up',
      { start_retry_timeout: '1s' },
      (command) => (command.startsWith('rm') ? { status: 2300218 } : {}),
      'Disconnect while removing temporary script.',
    ],
    [
      'no clean-up wanted',
      { skip_clean: true },
      (command) => (command.startsWith('rm') ? { status: 1 } : {}),
      undefined,
    ],
    [
      'a bad template',
      { execute_command: '{{.Path | nosuch}}' },
      exits(0),
      'REFUSED invalid \'execute_command\': template: root:1: function "nosuch" not defined in:\n\n{{.Path | nosuch}}',
    ],
  ])('%s', async (_, options, answer, failure) => {
    const got = await run({ inline: ['x'], ...options }, answer);
    expect('refused' in got ? `REFUSED ${got.refused}` : got.failure).toBe(failure);
  });

  it('pauses afterwards', async () => {
    const answer = await run({ inline: ['x'], pause_after: '1500ms' });
    expect(answer).toMatchObject({
      lines: [said, 'say: Pausing 1.5s after this provisioner...'],
      slept: [1500],
    });
  });

  it('stops waiting for a command on cancel and still removes the script', async () => {
    const controller = new AbortController();
    const { component } = await prepared(here.host, 'provisioner', 'shell', {
      inline: ['x'],
      remote_path: '/tmp/s.sh',
    });
    const machine = memoryMachine();
    const start = machine.start;
    const stuck = {
      ...machine,
      start: async (...args: Parameters<typeof start>) => {
        const running = await start(...args);
        if (!args[0].command.startsWith('chmod +x')) return running;
        controller.abort();
        return { exited: new Promise<number>(() => {}) };
      },
    };
    const work = component.provision({ ui: fakeUi(), signal: controller.signal }, stuck, new Map());
    expect(await errorOf(work)).toBe('context canceled');
    expect(readdirSync(here.folder)).toEqual([]);
  });

  it.each<[string, Options, readonly string[]]>([
    ['nothing to run', {}, ['Either a script file or inline script must be specified.']],
    ['an empty list', { inline: [] }, ['Either a script file or inline script must be specified.']],
    [
      'script and scripts',
      { script: '/bin/sh', scripts: ['/bin/sh'] },
      ['Only one of script or scripts can be specified.'],
    ],
    [
      'script and inline',
      { script: '/bin/sh', inline: ['x'] },
      ['Only a script file or an inline script can be specified, not both.'],
    ],
    [
      'missing script, bad variable',
      { script: '/no.sh', environment_vars: ['=x'] },
      [
        "Bad script '/no.sh': stat /no.sh: no such file or directory",
        "Environment variable not in format 'key=value': =x",
      ],
    ],
  ])('refuses %s', async (_, options, errors) => {
    const text = `${errors.length} error(s) occurred:\n\n${errors.map((each) => `* ${each}`).join('\n')}`;
    expect(await run(options)).toEqual({ refused: text });
  });

  it('cannot work without a communicator', async () => {
    const clock = hastyClock();
    const host = { ...here.host, platform: { ...here.world, clock } };
    const { component } = await prepared(host, 'provisioner', 'shell', { inline: ['x'] });
    const work = component.provision(
      { ui: fakeUi(), signal: never },
      noneCommunicator(),
      new Map(),
    );
    expect(await errorOf(work)).toBe(
      "Error uploading script: Upload is not implemented when communicator = 'none'",
    );
    expect(clock.slept).toHaveLength(150);
  });
});
