import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/platform/index.ts';
import {
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeRandom,
  silentLog,
} from '../../src/platform/index.ts';
import {
  checkExitStatus,
  componentHost,
  isMissingValue,
  lineSink,
  missingValue,
  multiError,
  retry,
  runSteps,
  runWithUi,
  type Step,
  type StepState,
  stepConnect,
  withCommunicatorDefaults,
  communicatorOptions,
  communicatorProblems,
  untilCancelled,
} from '../../src/sdk/index.ts';
import { interpolation } from '../../src/sdk/interpolation/interpolation.ts';
import * as z from 'zod/mini';
import { errorOf, fakeUi, never, settings } from '../builtin/support/harness.ts';
import { memoryMachine } from '../builtin/support/memory-communicator.ts';

const world = {
  files: nodeFiles(),
  environment: nodeEnvironment(),
  clock: nodeClock(),
  random: nodeRandom(),
  log: silentLog,
};
const host = { ...componentHost(world), startedAt: new Date('2026-11-21T01:02:03.456Z') };

describe('lineSink', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    ['a', ['a']],
    ['a\nb\n', ['a', 'b']],
    ['\n\n', ['', '']],
    ['  a  \t\n', ['  a']],
    ['10%\r20%\r\n', ['20%']],
    ['é\n世界', ['é', '世界']],
    ['\x1b[31mred\x1b[0m\n', ['\x1b[31mred\x1b[0m']],
  ])('%j', async (text, lines) => {
    for (const size of [1, 2, 100]) {
      const got: string[] = [];
      const sink = lineSink((line) => void got.push(line));
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += size)
        await sink.write(bytes.subarray(at, at + size));
      await sink.close();
      await sink.close();
      expect(got).toEqual(lines);
    }
  });

  it('does not keep an endless line in memory', async () => {
    let most = 0;
    const sink = lineSink((line) => {
      most = Math.max(most, line.length);
    });
    for (let left = 40; left > 0; left--) await sink.write(Buffer.alloc(65536, 'x'));
    await sink.close();
    expect(most).toBeLessThan(1024 * 1024 + 65537);
  });
});

describe('runWithUi', () => {
  it('shows both streams and resolves with any status', async () => {
    const ui = fakeUi();
    const remote = memoryMachine(() => ({ stdout: 'a\n\nb', stderr: 'c', status: 9 }));
    expect(await runWithUi(remote, 'x', { ui, signal: never })).toBe(9);
    expect([...ui.lines].sort()).toEqual(['error: c', 'say: ', 'say: a', 'say: b']);
  });
  it('rejects with what kept it from starting, and on cancel', async () => {
    const ui = fakeUi();
    expect(
      await errorOf(
        runWithUi(
          memoryMachine(() => ({ fails: 'gone' })),
          'x',
          { ui, signal: never },
        ),
      ),
    ).toBe('gone');
    expect(
      await errorOf(runWithUi(memoryMachine(), 'x', { ui, signal: AbortSignal.abort() })),
    ).toBe('context canceled');
    expect(
      await errorOf(untilCancelled(new Promise(() => {}), AbortSignal.abort(new Error('mine')))),
    ).toBe('mine');
  });
});

describe('retry', () => {
  function counting(): Clock {
    let now = 0;
    return {
      now: () => new Date(0),
      monotonic: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
    };
  }
  const failing = (until: number) => {
    let count = 0;
    return async () => {
      if (++count <= until) throw new Error(`failure ${count}`);
      return count;
    };
  };
  it.each<[string, Partial<Parameters<typeof retry>[0]>, number, string]>([
    ['succeeds', {}, 3, '4'],
    ['runs out of tries', { tries: 2 }, 9, 'retry count exhausted. Last err: failure 2'],
    ['runs out of time', { startTimeout: 5000 }, 9, 'failure 4'],
    ['is not worth it', { shouldRetry: () => false }, 9, 'failure 1'],
    ['is cancelled', { signal: AbortSignal.abort() }, 9, 'failure 1'],
  ])('%s', async (_, policy, until, answer) => {
    const work = retry({ clock: counting(), ...policy }, failing(until));
    expect(await work.then(String, (error: Error) => error.message)).toBe(answer);
  });
});

describe('texts', () => {
  it('of several errors and statuses', async () => {
    expect(multiError(['a', 'b'])).toBe('2 error(s) occurred:\n\n* a\n* b');
    expect(() => checkExitStatus(1, [])).toThrow(
      'Script exited with non-zero exit status: 1. Allowed exit codes are: [0]',
    );
    expect(checkExitStatus(0, [])).toBeUndefined();
    expect([isMissingValue(missingValue('HTTP_IP')), isMissingValue('ERR')]).toEqual([true, false]);
  });
});

describe('interpolation', () => {
  const context = {
    ...settings,
    templatePath: '/t/x/../a.json',
    userVariables: new Map([['u', 'you']]),
  };
  const data = new Map<string, string>([
    ['ID', 'i-1'],
    ['Nested', '{{.ID}}'],
    ['Loop', '{{.Loop}}x'],
  ]);
  const { render, renderOnce, syntaxError } = interpolation({
    host,
    settings: context,
    data: new Map(),
  });
  it.each([
    ['{{build `ID`}} {{.ID}} {{.Nope}}', 'i-1 i-1 <no value>'],
    ['{{.Nested}}', 'i-1'],
    [
      '{{timestamp}} {{printf "%T" timestamp}} {{isotime}} {{isotime "2006-01-02"}} {{strftime "%H%M%L"}}',
      '1795222923 string 2026-11-21T01:02:03Z 2026-11-21 0102.456',
    ],
    [
      '{{build_name}} {{build_type}} {{packer_version}} {{user `u`}}{{user `v`}}',
      'x null 1.16.0 you',
    ],
    [
      '{{upper `a`}}{{lower `B`}} {{replace "a" "b" 1 "aaa"}} {{replace_all "a" "b" "aaa"}} {{split "a-b" "-" 1}}',
      'Ab baa bbb b',
    ],
    ['plain', 'plain'],
  ])('%s', (text, answer) => {
    expect(render(text, data)).toBe(answer);
  });
  it.each([
    [
      '{{split "a" "-" 1}}',
      'the substring 1 was unavailable using the separator value, -, only 1 values were found',
    ],
    ['{{isotime "a" "b"}}', 'too many values, 1 needed: [a b]'],
    ['{{vault `a` `b`}}', 'Vault vars are only allowed in the variables section'],
    ['{{consul_key `a`}}', 'consul_key is not allowed here'],
    [
      '{{sed `a` `b`}}',
      'template function `sed` is deprecated use `replace` or `replace_all` instead.Documentation: https://www.packer.io/docs/templates/engine',
    ],
  ])('%s fails', (text, reason) => {
    expect(() => renderOnce(text)).toThrow(reason);
  });
  it('renders once, checks, and notices what never settles', () => {
    expect(renderOnce('{{.Nested}}', data)).toBe('{{.ID}}');
    expect(syntaxError('{{nosuch}}')).toBe('template: root:1: function "nosuch" not defined');
    expect(() => render('{{.Loop}}', data)).toThrow('the template never settles');
    expect(renderOnce('{{uuid}}')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    expect(renderOnce('{{pwd}}')).toBe(world.environment.cwd);
    expect(renderOnce('{{template_dir}}')).toBe('/t/x/..');
  });
});

describe('runSteps', () => {
  const policy = { debug: false, onError: 'cleanup' } as const;
  const trace = (
    log: string[],
    name: string,
    outcome: 'continue' | 'halt' | Error = 'continue',
  ): Step<StepState> => ({
    name,
    run: async () => {
      log.push(`run ${name}`);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    cleanup: async () => void log.push(`clean ${name}`),
  });
  it.each<
    [string, readonly ('continue' | 'halt' | Error)[], readonly string[], Partial<StepState>]
  >([
    ['all', ['continue', 'continue'], ['run s0', 'run s1', 'clean s1', 'clean s0'], {}],
    ['stopped', ['halt', 'continue'], ['run s0', 'clean s0'], { halted: true }],
    [
      'thrown',
      ['continue', new Error('bad')],
      ['run s0', 'run s1', 'clean s1', 'clean s0'],
      { halted: true, error: new Error('bad') },
    ],
  ])('%s', async (_, outcomes, lines, end) => {
    const log: string[] = [];
    const state: StepState = {};
    await runSteps(
      outcomes.map((outcome, at) => trace(log, `s${at}`, outcome)),
      state,
      { ui: fakeUi(), signal: never },
      policy,
    );
    expect([log, state]).toEqual([lines, end]);
  });
  it('stops at a cancel, and cleans up with a signal that is not aborted', async () => {
    const log: string[] = [];
    const state: StepState = {};
    const controller = new AbortController();
    const cancelling: Step<StepState> = {
      name: 'c',
      run: async () => {
        controller.abort();
        return 'continue';
      },
      cleanup: async (_, { signal }) => void log.push(`clean c ${signal.aborted}`),
    };
    await runSteps(
      [cancelling, trace(log, 's')],
      state,
      { ui: fakeUi(), signal: controller.signal },
      policy,
    );
    expect([log, state]).toEqual([['clean c false'], { cancelled: true }]);
  });
  it('goes on cleaning up when a clean-up fails', async () => {
    const log: string[] = [];
    const ui = fakeUi();
    const failing: Step<StepState> = {
      name: 'f',
      run: async () => 'continue',
      cleanup: () => Promise.reject(new Error('stuck')),
    };
    await runSteps([trace(log, 's'), failing], {}, { ui, signal: never }, policy);
    expect([log, ui.lines]).toEqual([['run s', 'clean s'], ['error: stuck']]);
  });
});

describe('stepConnect', () => {
  const options = z.object(communicatorOptions);
  const config = (given: object) => withCommunicatorDefaults(options.parse(given));
  const policy = { debug: false, onError: 'cleanup' } as const;

  it('uses the connector of a builder, twice where it is told to pause, and keeps the options', async () => {
    const state: StepState = {};
    const ui = fakeUi();
    let connected = 0;
    const mine = () => ({
      name: 'stepConnectMine',
      run: async (at: StepState) => {
        connected++;
        at.communicator = memoryMachine();
        return 'continue' as const;
      },
    });
    const given = config({ communicator: 'docker', pause_before_connecting: '1ms' });
    const step = stepConnect<StepState>({
      config: given,
      host,
      address: async () => 'c-1',
      connectors: new Map([['docker', mine]]),
    });
    await runSteps([step], state, { ui, signal: never }, policy);
    expect([connected, state.communicatorConfig, state.error]).toEqual([2, given, undefined]);
    expect(ui.lines).toEqual([
      'say: Using docker communicator to connect: c-1',
      'say: Pausing 1ms before connecting...',
    ]);
  });

  it('says which type it does not know', async () => {
    const state: StepState = {};
    await runSteps(
      [stepConnect({ config: config({ communicator: 'telnet' }), host, address: async () => '' })],
      state,
      { ui: fakeUi(), signal: never },
      policy,
    );
    expect(state.error?.message).toBe('unknown communicator type: telnet');
  });

  it.each([
    [
      {},
      {
        ssh_port: 22,
        ssh_timeout: 300_000_000_000n,
        ssh_handshake_attempts: 10,
        ssh_keep_alive_interval: 5_000_000_000n,
        ssh_file_transfer_method: 'scp',
      },
    ],
    [{ ssh_handshake_attempts: 3 }, { ssh_timeout: 0n, ssh_handshake_attempts: 3 }],
    [
      { ssh_timeout: '1m', ssh_wait_timeout: '2m' },
      { ssh_timeout: 120_000_000_000n, ssh_handshake_attempts: 0 },
    ],
    [
      { ssh_bastion_host: 'b', ssh_private_key_file: 'k', ssh_certificate_file: 'c' },
      {
        ssh_bastion_port: 22,
        ssh_bastion_private_key_file: 'k',
        ssh_bastion_certificate_file: 'c',
      },
    ],
    [
      { communicator: 'winrm', winrm_use_ssl: true },
      { winrm_port: 5986, winrm_timeout: 1_800_000_000_000n, ssh_port: 0 },
    ],
    [{ communicator: 'none' }, { ssh_port: 0 }],
  ])('defaults of %j', (given, answer) => {
    expect(config(given)).toMatchObject(answer);
  });

  it('looks into tunnels', async () => {
    const given = config({
      ssh_username: 'u',
      ssh_local_tunnels: ['1:h:2', 'x'],
      // Any whole number counts as a port here; the connection says the rest.
      ssh_remote_tunnels: ['1:h:99999'],
    });
    expect(await communicatorProblems(given, world)).toEqual([
      "ssh_local_tunnels ('x') is invalid: Error parsing tunnel 'x': [x]",
    ]);
  });
});
