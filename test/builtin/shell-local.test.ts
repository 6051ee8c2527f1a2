import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { noneCommunicator } from '../../src/sdk/index.ts';
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

type Options = { readonly [name: string]: Loose };

const here = place();

async function run(options: Options, generated: Options = {}) {
  const { component, prepared: answer } = await prepared(
    here.host,
    'provisioner',
    'shell-local',
    options,
  );
  if (answer.error !== undefined) return { refused: answer.error };
  const ui = fakeUi();
  const work = component.provision({ ui, signal: never }, noneCommunicator(), dataMap(generated));
  const failure = await errorOf(work);
  const lines = ui.lines.map((line) => line.replace(/\S*packer-shell\d+/, '<script>'));
  return { lines, ...(failure === undefined ? {} : { failure }) };
}

const started = 'say: Running local shell script: <script>';

describe('shell-local provisioner', () => {
  it.each<[string, Options, Options | undefined, object]>([
    [
      'lines share one shell',
      { inline: ['x=1', 'echo $x; pwd | wc -l'] },
      {},
      { lines: [started, 'say: 1', 'say: 1'] },
    ],
    [
      'the deprecated single command',
      { command: 'echo one' },
      {},
      { lines: [started, 'say: one'] },
    ],
    [
      'stops at the first failure',
      { inline: ['echo one', 'false', 'echo two'] },
      {},
      {
        lines: [started, 'say: one'],
        failure: 'Script exited with non-zero exit status: 1. Allowed exit codes are: [0]',
      },
    ],
    [
      'allowed exit codes',
      { inline: ['exit 3'], valid_exit_codes: [0, 3] },
      {},
      { lines: [started] },
    ],
    [
      '0 has to be allowed too',
      { inline: ['true'], valid_exit_codes: [4, 5] },
      {},
      {
        lines: [started],
        failure: 'Script exited with non-zero exit status: 0. Allowed exit codes are: [4 5]',
      },
    ],
    [
      'stderr is shown as errors',
      { inline: ['echo oops >&2'] },
      {},
      { lines: [started, 'error: oops'] },
    ],
    [
      'blank lines, trailing space, carriage returns and a last line without end',
      { inline: [`printf '\\n a  \\n10%%\\r20%%\\nend'`] },
      {},
      { lines: [started, 'say: ', 'say:  a', 'say: 20%', 'say: end'] },
    ],
    [
      'variables: map over list over injected, quotes kept',
      {
        environment_vars: ['A=list', "B=it's", 'PACKER_BUILD_NAME=mine'],
        env: { A: 'map' },
        inline: ['echo "$A $B $PACKER_BUILD_NAME $PACKER_BUILDER_TYPE $PACKER_HTTP_IP"'],
      },
      { PackerHTTPIP: '10.0.0.2', PackerHTTPPort: 'ERR_HTTP_PORT_NOT_IMPLEMENTED_BY_BUILDER' },
      { lines: [started, "say: map it's mine null 10.0.0.2"] },
    ],
    [
      'format of variables, sorted by bytes',
      {
        execute_command: ['/bin/echo', '{{.Vars}}'],
        env_var_format: '<%s=%s>',
        environment_vars: ['A=1'],
        inline: ['true'],
      },
      {},
      { lines: [started, 'say: <A=1><PACKER_BUILDER_TYPE=null><PACKER_BUILD_NAME=x>'] },
    ],
    [
      'build values in lines and variables',
      { inline: ['echo {{build `ID`}} $N'], environment_vars: ['N={{build `Port`}}'] },
      { ID: 'i-1', Port: 22 },
      { lines: [started, 'say: i-1 22'] },
    ],
    [
      'another interpreter',
      { inline_shebang: '/bin/cat', inline: ['shown'] },
      {},
      { lines: [started, 'say: #!/bin/cat', 'say: shown'] },
    ],
    [
      'only on another system',
      { only_on: ['windows'], inline: ['true'] },
      {},
      { lines: ['say: Skipping shell-local due to runtime OS'] },
    ],
    [
      'a program that is not there',
      { execute_command: ['/nowhere/sh', '{{.Script}}'], inline: ['true'] },
      {},
      {
        lines: [started],
        failure: expect.stringMatching(
          /^Error executing script: \/\S+packer-shell\d+\n\nPlease see output above for more information\.$/,
        ),
      },
    ],
    [
      'a killed program has status -1',
      { execute_command: ['/bin/sh', '-c', 'kill -9 $$'], inline: ['true'] },
      {},
      {
        lines: [started],
        failure: 'Script exited with non-zero exit status: -1. Allowed exit codes are: [0]',
      },
    ],
    [
      'nothing to run',
      {},
      {},
      {
        refused:
          '1 error(s) occurred:\n\n* Command, Inline, Script and Scripts options cannot all be empty.',
      },
    ],
    [
      'an empty list is nothing',
      { inline: [] },
      {},
      {
        refused:
          '1 error(s) occurred:\n\n* Command, Inline, Script and Scripts options cannot all be empty.',
      },
    ],
    [
      'a script beside lines is not looked at',
      { inline: ['x'], script: '/nowhere' },
      {},
      {
        refused:
          '1 error(s) occurred:\n\n* You may only specify one of the following options: Command, Inline, Script or Scripts. Please consolidate these options in your config.',
      },
    ],
    [
      'every clash counts',
      { command: 'x', inline: ['x'], script: '/nowhere', scripts: ['/tmp'] },
      {},
      {
        refused: `3 error(s) occurred:\n${'\n* You may only specify one of the following options: Command, Inline, Script or Scripts. Please consolidate these options in your config.'.repeat(3)}`,
      },
    ],
    [
      'two mistakes',
      { inline: ['x'], command: 'y', environment_vars: ['NOPE'] },
      {},
      {
        refused:
          "2 error(s) occurred:\n\n* You may only specify one of the following options: Command, Inline, Script or Scripts. Please consolidate these options in your config.\n* Environment variable not in format 'key=value': NOPE",
      },
    ],
    [
      'a script that is not there',
      { script: '/nowhere.sh' },
      {},
      {
        refused:
          "1 error(s) occurred:\n\n* Bad script '/nowhere.sh': stat /nowhere.sh: no such file or directory",
      },
    ],
    [
      'an unknown system is said alone',
      { only_on: ['beos'] },
      {},
      {
        refused:
          "Invalid OS specified in only_on: 'beos'\nSupported OS names: darwin, freebsd, linux, openbsd, solaris, windows",
      },
    ],
    [
      'linux pathing on a Unix path is said alone',
      { use_linux_pathing: true, script: '/bin/sh' },
      {},
      {
        refused:
          "There was an error splitting your absolute path; expected to find a drive following the format ':/' but did not: absolute path: /bin/sh",
      },
    ],
    [
      'a bad template in an option that is rendered later',
      { inline: ['true'], execute_command: ['/bin/sh', '{{.Nope'] },
      {},
      {
        refused:
          "Error decoding config: invalid 'execute_command': template: root:1: unclosed action in:\n\n{{.Nope",
      },
    ],
    [
      'an unknown key',
      { inline: ['true'], inlines: ['x'], zeta: 1 },
      {},
      {
        refused: `Error decoding config: 2 errors occurred:\n\t* unknown configuration key: '"inlines"'\n\t* unknown configuration key: '"zeta"'\n\n`,
      },
    ],
    [
      'weak typing',
      { inline: 'echo a,echo b', valid_exit_codes: '0' },
      {},
      { lines: [started, 'say: a', 'say: b'] },
    ],
  ])('%s', async (_, options, generated, answer) => {
    expect(await run(options, generated)).toEqual(answer);
  });

  it('runs script files, named as the user did', async () => {
    writeFileSync(here.path('a.sh'), '#!/bin/sh\necho "a $0"\n');
    chmodSync(here.path('a.sh'), 0o755);
    const answer = await run({ scripts: [here.path('a.sh')] });
    expect(answer).toEqual({
      lines: [
        `say: Running local shell script: ${here.path('a.sh')}`,
        `say: a ${here.path('a.sh')}`,
      ],
    });
  });

  it('removes its temporary script and kills everything it started on cancel', async () => {
    execFileSync('/bin/sh', ['-c', `mkfifo '${here.path('alive')}'`]);
    const { component } = await prepared(here.host, 'provisioner', 'shell-local', {
      inline: [
        "trap '' INT TERM",
        // The shell and what it starts hold this open as long as they live.
        `exec 3>${here.path('alive')}`,
        'echo started',
        'sleep 300',
      ],
    });
    const controller = new AbortController();
    const ui = fakeUi();
    const talking = {
      ...ui,
      say: async (text: string) => {
        if (text === 'started') controller.abort();
      },
    };
    const ended = readFile(here.path('alive'), 'utf8');
    const work = component.provision(
      { ui: talking, signal: controller.signal },
      noneCommunicator(),
      new Map(),
    );
    expect(await errorOf(work)).toMatch(/^Error executing script: /);
    expect(await ended).toBe('');
    expect(readdirSync(here.folder)).toEqual(['alive']);
  });

  it('leaves no program that writes to nobody when its output cannot be shown', async () => {
    execFileSync('/bin/sh', ['-c', `mkfifo '${here.path('alive')}'`]);
    const { component } = await prepared(here.host, 'provisioner', 'shell-local', {
      inline: [`exec 3>${here.path('alive')}`, 'yes'],
    });
    const mute = {
      ...fakeUi(),
      say: async (text: string) => {
        if (text === 'y') throw new Error('nobody listens');
      },
    };
    const ended = readFile(here.path('alive'), 'utf8');
    const work = component.provision({ ui: mute, signal: never }, noneCommunicator(), new Map());
    expect(await errorOf(work)).toMatch(/^Error executing script: /);
    expect(await ended).toBe('');
  });
});

describe('shell-local post-processor', () => {
  it('hands the artifact on and reads the build values from it', async () => {
    const { component } = await prepared(here.host, 'post-processor', 'shell-local', {
      inline: ['echo {{build `ID`}}'],
      execute_command: ['{{.Vars}} {{.Script}}'],
    });
    const input = fileArtifact(['a'], dataMap({ ID: 'i-9' }));
    const ui = fakeUi();
    const answer = await component.process({ ui, signal: never }, input);
    expect(answer).toEqual({ artifact: input, keepInput: 'always' });
    expect(ui.lines[1]).toBe('say: i-9');
  });
});
