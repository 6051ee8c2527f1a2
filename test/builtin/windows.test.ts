import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataMap, errorOf, fakeUi, type Loose, never, place, prepared } from './support/harness.ts';
import { type Answer, memoryMachine } from './support/memory-communicator.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

interface Request {
  readonly name: string;
  readonly options: Options;
  readonly answer?: (command: string, count: number) => Answer;
  readonly signal?: AbortSignal;
}

async function provision({ name, options, answer, signal = never }: Request) {
  const { component, prepared: verdict } = await prepared(here.host, 'provisioner', name, options);
  expect(verdict.error).toBe(undefined);
  const machine = memoryMachine(answer);
  const ui = fakeUi();
  const failure = await errorOf(
    component.provision({ ui, signal }, machine, dataMap({ ID: 'i-1' })),
  );
  const clean = (text: string): string =>
    text
      .replace(uuid, '<UUID>')
      .replace(/provisioner\d+/g, 'provisioner<N>')
      .replaceAll(here.folder, '<TMP>')
      .replace(/ \[.*\]$/, '');
  return { log: machine.log.map(clean), lines: ui.lines.map(clean), failure, machine };
}

const policies =
  '"bypass", "allsigned", "default", "remotesigned", "restricted", "undefined", "unrestricted", "none"';

describe('powershell: prepare', () => {
  it.each<[Options, string | undefined]>([
    [{ inline: ['x'] }, undefined],
    [{}, '* Either a script file or inline script must be specified.'],
    [
      { inline: ['x'], elevated_password: 'p' },
      "* Must supply an 'elevated_user' if 'elevated_password' provided",
    ],
    [
      { inline: ['x'], debug_mode: 3 },
      '* 3 is an invalid Trace level for `debug_mode`; valid values are 0, 1, and 2',
    ],
    [
      { inline: ['x'], execution_policy: 8 },
      `* Invalid execution policy provided. Please supply one of: ${policies}.`,
    ],
  ])('%j', async (options, problem) => {
    const { prepared: answer } = await prepared(here.host, 'provisioner', 'powershell', options);
    const text = problem === undefined ? undefined : `1 error(s) occurred:\n\n${problem}`;
    expect(answer.error).toBe(text);
  });

  it('does not know every policy', async () => {
    const options = { inline: ['x'], execution_policy: 'bogus' };
    const { prepared: answer } = await prepared(here.host, 'provisioner', 'powershell', options);
    expect(answer.error).toBe(
      "1 error(s) decoding:\n\n* error decoding 'execution_policy': bogus does not belong to ExecutionPolicy values",
    );
  });
});

describe('powershell: commands', () => {
  const vars = 'c:/Windows/Temp/packer-ps-env-vars-<UUID>.ps1';
  const path = 'c:/Windows/Temp/script-<UUID>.ps1';
  const quiet =
    "if (Test-Path variable:global:ProgressPreference){set-variable -name variable:global:ProgressPreference -value 'SilentlyContinue'};";
  const block = (trace = '') => `& { ${quiet}${trace}. ${vars}; &'${path}'; exit $LastExitCode }`;

  it.each<[Options, string]>([
    [{ inline: ['x'] }, `powershell -executionpolicy bypass -file ${path}`],
    [{ inline: ['x'], use_pwsh: true }, `pwsh -executionpolicy bypass -file ${path}`],
    [{ inline: ['x'], execution_policy: 'none' }, `-file ${path}`],
    [{ inline: ['x'], execution_policy: 1 }, `powershell -executionpolicy allsigned -file ${path}`],
    [{ script: 'a.ps1' }, `powershell -executionpolicy bypass "${block()}"`],
    [
      { script: 'a.ps1', use_pwsh: true, debug_mode: 2 },
      `pwsh -executionpolicy bypass -command "${block('Set-PsDebug -Trace 2;')}"`,
    ],
    [{ script: 'a.ps1', execution_policy: 'none' }, block()],
    [
      { script: 'a.ps1', execute_command: 'run {{.Path}} {{.Vars}} {{.ID}}' },
      `run ${path} ${vars} i-1`,
    ],
    [{ script: 'a.ps1', remote_path: 'C:\\T\\', execute_command: '{{.Path}}' }, 'C:\\T\\a.ps1'],
  ])('%j', async (options, command) => {
    writeFileSync(here.path('a.ps1'), 'x');
    const script = 'script' in options ? { script: here.path('a.ps1') } : {};
    const { log } = await provision({ name: 'powershell', options: { ...options, ...script } });
    expect(log[2]).toBe(`run ${command}`);
  });

  it('escapes variables, renders lines, cleans up', async () => {
    const options = {
      inline: ['Write-Host {{build `ID`}}'],
      environment_vars: ['A=$1 "q" `t'],
    };
    const { log, lines, failure, machine } = await provision({ name: 'powershell', options });
    expect({ log, lines, failure }).toEqual({
      log: [
        `upload ${vars}`,
        `upload ${path}`,
        `run powershell -executionpolicy bypass -file ${path}`,
        'upload c:/Windows/Temp/packer-cleanup-<UUID>.ps1',
        'run powershell -executionpolicy bypass -file c:/Windows/Temp/packer-cleanup-<UUID>.ps1',
      ],
      lines: [
        'say: Provisioning with Powershell...',
        'say: Provisioning with powershell script: <TMP>/powershell-provisioner<N>',
      ],
      failure: undefined,
    });
    const [variables = '', script = ''] = [...machine.files.values()];
    expect(variables).toContain('$env:A="`$1 `"q`" ``t"; ');
    expect(script).toContain('\tWrite-Host i-1\n');
  });

  it('says which exit codes are allowed', async () => {
    const options = { inline: ['x'], valid_exit_codes: [0, 3] };
    const answer = () => ({ status: 2 });
    const { failure } = await provision({ name: 'powershell', options, answer });
    expect(failure).toBe(
      'Script exited with non-zero exit status: 2. Allowed exit codes are: [0 3]',
    );
  });

  it('runs as another user by a task', async () => {
    const options = { inline: ['x'], elevated_user: 'me$', elevated_password: 'p"w' };
    const { log, machine } = await provision({ name: 'powershell', options });
    const runner = 'C:/Windows/Temp/packer-elevated-shell-<UUID>.ps1';
    expect(log.slice(1, 4)).toEqual([
      `upload ${runner}`,
      `upload ${path}`,
      `run powershell -executionpolicy bypass -file "${runner}"`,
    ]);
    const text = [...machine.files].find(([name]) => name.includes('elevated'))?.[1] ?? '';
    expect(text).toContain('"me`$", "p`"w", 1, $null)');
    expect(text).toMatch(
      /<Arguments>\/c powershell .* &gt; %SYSTEMROOT%\/Temp\/packer-.*\.out 2&gt;&amp;1</,
    );
  });
});

describe('windows-shell', () => {
  it('runs a batch file with its variables', async () => {
    const options = { inline: ['echo hi'], env: { B: 'two words' } };
    const { log, failure } = await provision({ name: 'windows-shell', options });
    expect({ log, failure }).toEqual({
      log: [
        'upload c:/Windows/Temp/script.bat',
        'run set "B=two words" && set "PACKER_BUILDER_TYPE=null" && set "PACKER_BUILD_NAME=x" && "c:/Windows/Temp/script.bat"',
      ],
      failure: undefined,
    });
  });

  it('knows two names in its command only', async () => {
    const options = { inline: ['x'], execute_command: '{{.ID}}' };
    const { failure } = await provision({ name: 'windows-shell', options });
    expect(failure).toMatch(/^Error processing command: .*can't evaluate field ID/);
  });
});

/** What a command was before it was encoded. */
function decoded(command: string): string {
  const encoded = /-EncodedCommand (\S+)$/.exec(command)?.[1];
  if (encoded === undefined) return command;
  return Buffer.from(encoded, 'base64').toString('utf16le').replace(/^.*?;/, '');
}

describe('windows-restart', () => {
  const check = 'echo ("{0} restarted." -f [System.Net.Dns]::GetHostName())';
  const restart = 'shutdown /r /f /t 0 /c "packer restart"';
  const probe = 'shutdown /r /f /t 60 /c "packer restart test"';

  it.each<[string, Options, (command: string) => Answer, string[], string | undefined]>([
    [
      'goes down at once',
      {},
      (command) =>
        command === probe ? { fails: 'gone' } : { stdout: command === check ? 'M restarted.' : '' },
      [restart, probe, check],
      undefined,
    ],
    [
      'is back before it is asked',
      { restart_check_command: 'custom' },
      (command) => (command === check ? { stdout: 'M restarted.' } : {}),
      [restart, probe, 'shutdown /a', 'custom', check],
      undefined,
    ],
    [
      'looks into the registry',
      { check_registry: true, registry_keys: ['HKLM:K'] },
      (command) => ({
        status: command === probe ? 1 : 0,
        stdout: command === check ? 'M restarted.' : 'False',
      }),
      [restart, probe, check, 'Test-Path "HKLM:K"'],
      undefined,
    ],
    [
      'cannot be restarted',
      {},
      () => ({ status: 5 }),
      [restart],
      'Restart script exited with non-zero exit status: 5',
    ],
    [
      'does not come back',
      { restart_timeout: '50ms' },
      (command) => (command === check ? { stdout: '' } : {}),
      [restart, probe, 'shutdown /a', check],
      'Timeout waiting for machine to restart.',
    ],
  ])('a machine that %s', async (_, options, answers, commands, failure) => {
    const answer = (command: string) => answers(decoded(command));
    const result = await provision({ name: 'windows-restart', options, answer });
    const ran = result.machine.log.map((line) => decoded(line.replace('run ', '')));
    expect({ ran, failure: result.failure }).toEqual({ ran: commands, failure });
  });
});
