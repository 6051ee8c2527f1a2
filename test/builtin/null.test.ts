import { describe, expect, it } from 'vitest';
import type { ProvisionHook } from '../../src/components/index.ts';
import {
  errorOf,
  fakeUi,
  type Loose,
  never,
  place,
  prepared,
  settings,
} from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };
const reference = 'please reference your communicator documentation';

describe('null builder: configuration', () => {
  it.each<[string, Options, readonly string[]]>([
    ['none needs nothing', { communicator: 'none' }, []],
    [
      'docker needs an endpoint',
      { communicator: 'docker' },
      [
        `a Host must be specified, ${reference}`,
        `a Username must be specified, ${reference}`,
        `one authentication method must be specified, ${reference}`,
      ],
    ],
    ['complete', { ssh_host: 'h', ssh_username: 'me', ssh_password: 'pw' }, []],
    [
      'two ways in',
      { ssh_host: 'h', ssh_username: 'me', ssh_password: 'pw', ssh_agent_auth: true },
      ['only one of ssh_agent_auth, ssh_password, and ssh_private_key_file must be specified'],
    ],
    [
      'nothing',
      {},
      [
        'An ssh_username must be specified\n  Note: some builders used to default ssh_username to "root".',
        `a Host must be specified, ${reference}`,
        `a Username must be specified, ${reference}`,
        `one authentication method must be specified, ${reference}`,
      ],
    ],
    [
      'winrm',
      { communicator: 'winrm', winrm_host: 'h' },
      [
        'winrm_username must be specified.',
        `a Username must be specified, ${reference}`,
        `one authentication method must be specified, ${reference}`,
      ],
    ],
    [
      'unknown type',
      { communicator: 'telnet', ssh_host: 'h' },
      [
        'Communicator type telnet is invalid',
        `a Host must be specified, ${reference}`,
        `a Username must be specified, ${reference}`,
        `one authentication method must be specified, ${reference}`,
      ],
    ],
    [
      'everything about ssh',
      {
        ssh_host: 'h',
        ssh_username: 'me',
        ssh_certificate_file: 'c',
        ssh_agent_auth: true,
        ssh_file_transfer_method: 'ftp',
        ssh_bastion_host: 'b',
        ssh_proxy_host: 'p',
      },
      [
        'ssh_private_key_file must be specified if ssh_certificate_file is specified',
        'ssh_bastion_password, ssh_bastion_private_key_file or ssh_bastion_agent_auth must be specified',
        "ssh_file_transfer_method ('ftp') is invalid, valid methods: sftp, scp",
        'please specify either ssh_bastion_host or ssh_proxy_host, not both',
      ],
    ],
    [
      'a key that is not there',
      { ssh_host: 'h', ssh_username: 'me', ssh_private_key_file: '/nowhere' },
      ['ssh_private_key_file is invalid: stat /nowhere: no such file or directory'],
    ],
  ])('%s', async (_, options, errors) => {
    const { prepared: answer } = await prepared(here.host, 'builder', 'null', options);
    const text = `${errors.length} error(s) occurred:\n\n${errors.map((each) => `* ${each}`).join('\n')}`;
    expect(answer.error).toBe(errors.length === 0 ? undefined : text);
  });

  it('words a bad duration', async () => {
    const { prepared: answer } = await prepared(here.host, 'builder', 'null', { ssh_timeout: '5' });
    expect(answer.error).toBe(
      `1 error(s) decoding:\n\n* error decoding 'ssh_timeout': time: missing unit in duration "5"`,
    );
  });
});

async function build(hook: ProvisionHook, over = {}, signal = never, answers: string[] = []) {
  const { component } = await prepared(
    here.host,
    'builder',
    'null',
    { communicator: 'none' },
    over,
  );
  const ui = fakeUi(answers);
  const work = component.run({ ui, signal }, hook);
  const failure = await errorOf(work);
  const artifact = failure === undefined ? await (await work)?.text() : undefined;
  return { lines: ui.lines, failure, artifact };
}

const failing: ProvisionHook = async (name) => {
  if (name === 'packer_provision') throw new Error('script failed');
};
const text = 'Did not export anything. This is the null builder';
const question =
  'ask: [c] Clean up and exit, [a] abort without cleanup, or [r] retry step (build may fail even if retry succeeds)?';
const cleaning =
  'say: Provisioning step had errors: Running the cleanup provisioner, if present...';

describe('null builder: run', () => {
  it('gives the hook a communicator and the common build values', async () => {
    const seen: unknown[] = [];
    const answer = await build(async (name, _, communicator, data) => {
      seen.push(name, typeof communicator?.start, Object.fromEntries(data));
    });
    expect(answer).toEqual({ lines: [], failure: undefined, artifact: text });
    expect(seen).toEqual([
      'packer_provision',
      'function',
      {
        ID: 'Null',
        PackerRunUUID: 'run-1',
        PackerHTTPIP: 'ERR_HTTP_IP_NOT_IMPLEMENTED_BY_BUILDER',
        PackerHTTPPort: 'ERR_HTTP_PORT_NOT_IMPLEMENTED_BY_BUILDER',
        PackerHTTPAddr: 'ERR_HTTP_ADDR_NOT_IMPLEMENTED_BY_BUILDER',
      },
    ]);
  });

  it('tells post-processors its ID only', async () => {
    const { component } = await prepared(here.host, 'builder', 'null', { communicator: 'none' });
    const artifact = await component.run({ ui: fakeUi(), signal: never }, async () => {});
    expect(await artifact?.state('generated_data')).toEqual(new Map([['ID', 'Null']]));
    expect([await artifact?.id(), await artifact?.builderId(), await artifact?.files()]).toEqual([
      'Null',
      'fnoeding.null',
      [],
    ]);
  });

  it.each([
    ['cleanup', [], [cleaning]],
    [
      'abort',
      [],
      [
        'error: script failed',
        'error: Step "StepProvision" failed, aborting...',
        'error: aborted: skipping cleanup of step "StepConnect"',
      ],
    ],
    [
      'run-cleanup-provisioner',
      [],
      [cleaning, 'error: script failed', 'error: Step "StepProvision" failed, aborting...'],
    ],
    ['ask', [], ['error: script failed', 'say: Step "StepProvision" failed', question, cleaning]],
    [
      'ask',
      ['Clean'],
      ['error: script failed', 'say: Step "StepProvision" failed', question, cleaning],
    ],
    [
      'ask',
      ['maybe', 'a'],
      [
        'error: script failed',
        'say: Step "StepProvision" failed',
        question,
        'say: Incorrect input: "maybe"',
        question,
        'error: script failed',
        'error: Step "StepProvision" failed, aborting...',
        'error: aborted: skipping cleanup of step "StepConnect"',
      ],
    ],
    [
      'ask',
      ['R', ''],
      [
        'error: script failed',
        'say: Step "StepProvision" failed',
        question,
        'error: script failed',
        'say: Step "StepProvision" failed',
        question,
        cleaning,
      ],
    ],
  ] as const)('on-error %s, answers %j', async (onError, answers, lines) => {
    const answer = await build(failing, { onError }, never, [...answers]);
    expect(answer).toEqual({ lines, failure: 'script failed', artifact: undefined });
  });

  it('joins the failures of provisioning and cleaning up', async () => {
    const answer = await build(async (name) => {
      throw new Error(name === 'packer_provision' ? 'first' : 'second');
    });
    expect(answer.failure).toBe('Cleanup failed: second. Original Provisioning error: first');
  });

  it('pauses after each step and before each clean-up when debugging', async () => {
    const answer = await build(async () => {}, { debug: true });
    expect(answer.lines).toEqual([
      "ask: Pausing after run of step 'StepConnect'. Press enter to continue.",
      "ask: Pausing after run of step 'StepProvision'. Press enter to continue.",
      "ask: Pausing before cleanup of step 'StepProvision'. Press enter to continue.",
      "ask: Pausing before cleanup of step 'StepConnect'. Press enter to continue.",
    ]);
  });

  it('does not wait for a provisioner that ignores a cancel, and still gives its artifact', async () => {
    const controller = new AbortController();
    const answer = await build(
      () => {
        controller.abort();
        return new Promise(() => {});
      },
      {},
      controller.signal,
    );
    expect(answer).toEqual({ lines: [], failure: undefined, artifact: text });
  });

  it('says that it was interrupted when it aborts', async () => {
    const controller = new AbortController();
    const answer = await build(
      async () => controller.abort(),
      { ...settings, onError: 'abort' },
      controller.signal,
    );
    expect(answer.lines).toEqual([
      'error: Interrupted, aborting...',
      'error: aborted: skipping cleanup of step "StepConnect"',
    ]);
  });
});
