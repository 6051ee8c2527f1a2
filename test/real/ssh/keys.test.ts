// Keys made for a build: the machine takes them, and OpenSSH agrees about their public part.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CommunicatorConfig,
  communicatorOptions,
  runSteps,
  runWithUi,
  type Step,
  type StepState,
  stepConnect,
  stepSshKeys,
  withCommunicatorDefaults,
  z,
} from '../../../src/sdk.ts';
import { fakeUi, never, place, settings } from '../../builtin/support/harness.ts';
import { missing, type Sshd, startSshd } from './sshd.ts';

const cannotRun = missing !== undefined && process.env.CI === undefined;
const here = place();
let sshd: Sshd;

function configOf(options: Partial<CommunicatorConfig>): CommunicatorConfig {
  return withCommunicatorDefaults({
    ...z.object(communicatorOptions).parse({}),
    communicator: 'ssh',
    ssh_username: sshd.user,
    ssh_port: sshd.port,
    ...options,
  });
}

/** What a cloud does: the new machine knows the key. */
const authorize: Step<StepState> = {
  name: 'authorize',
  run: async ({ publicKey = '' }) => {
    appendFileSync(join(sshd.folder, 'authorized'), publicKey);
    return 'continue';
  },
};

/** Whom the machine takes us for. */
const greet: Step<StepState> = {
  name: 'greet',
  run: async ({ communicator }, context) => {
    if (communicator !== undefined) await runWithUi(communicator, 'echo in', context);
    return 'continue';
  },
};

async function login(options: Partial<CommunicatorConfig>) {
  const config = configOf(options);
  const { host } = here;
  const ui = fakeUi();
  const state: StepState = {};
  const address = async () => '127.0.0.1';
  const steps = [
    stepSshKeys({ config, host }),
    authorize,
    stepConnect({ config, host, address }),
    greet,
  ];
  await runSteps(steps, state, { ui, signal: never }, settings);
  return { state, lines: ui.lines, failure: state.error?.message };
}

function opensshPublicKey(privateKey: Uint8Array | undefined): string {
  const path = join(here.folder, 'made');
  writeFileSync(path, privateKey ?? '', { mode: 0o600 });
  return execFileSync('ssh-keygen', ['-y', '-f', path], { encoding: 'utf8' });
}

describe.skipIf(cannotRun)(`keys for a build${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.remove());

  it.each([
    ['', 2048, 'RSA', 'ssh-rsa'],
    ['rsa', 3072, 'RSA', 'ssh-rsa'],
    ['ecdsa', 0, 'ECDSA', 'ecdsa-sha2-nistp521'],
    ['ECDSA', 256, 'ECDSA', 'ecdsa-sha2-nistp256'],
    ['ed25519', 0, 'ED25519', 'ssh-ed25519'],
  ])('%j of %i bits', async (type, bits, shown, name) => {
    const { state, lines, failure } = await login({
      temporary_key_pair_type: type,
      temporary_key_pair_bits: bits,
    });
    expect({ lines, failure }).toEqual({
      lines: [
        `say: Creating temporary ${shown} SSH key for instance...`,
        'say: Using SSH communicator to connect: 127.0.0.1',
        'say: Waiting for SSH to become available...',
        'say: Connected to SSH!',
        'say: in',
      ],
      failure: undefined,
    });
    expect(state.publicKey).toBe(opensshPublicKey(state.privateKey));
    expect(state.publicKey?.split(' ')[0]).toBe(name);
  });

  it('leaves the key where it is asked to', async () => {
    const { host } = here;
    const config = configOf({ temporary_key_pair_type: 'ed25519' });
    const debugPath = join(here.folder, 'debug.pem');
    const ui = fakeUi();
    const state: StepState = {};
    const steps = [stepSshKeys({ config, host, debugPath })];
    await runSteps(steps, state, { ui, signal: never }, settings);
    expect(ui.lines).toEqual([
      'say: Creating temporary ED25519 SSH key for instance...',
      `say: Saving key for debug purposes: ${debugPath}`,
    ]);
    expect(readFileSync(debugPath)).toEqual(state.privateKey);
    expect(statSync(debugPath).mode & 0o777).toBe(0o700);
  });

  it('takes the key of a file', async () => {
    const { state, lines } = await login({ ssh_private_key_file: sshd.key });
    expect(lines[0]).toBe('say: Using existing SSH private key');
    expect(lines.at(-1)).toBe('say: in');
    expect(state.publicKey).toBe(opensshPublicKey(state.privateKey));
  });

  it.each([
    ['rsa', 512, 'sshkey: invalid private key rsa size: must be more than 1024'],
    ['ecdsa', 255, 'sshkey: invalid private key ecdsa size, must be one of 256, 384 or 521'],
  ])('refuses %s of %i bits', async (type, bits, problem) => {
    const { failure } = await login({
      temporary_key_pair_type: type,
      temporary_key_pair_bits: bits,
    });
    expect(failure).toBe(`Error creating temporary SSH key: ${problem}`);
  });

  it.each([
    ['dsa', 'DSA keys are not made: SSH servers no longer take them'],
    [
      'rot13',
      'rot13 does not belong to Algorithm values: possible algorithm types are `dsa` | `ecdsa` | `ed25519` | `rsa` ( the default )',
    ],
  ])('refuses %s', async (type, problem) => {
    expect((await login({ temporary_key_pair_type: type })).failure).toBe(problem);
  });
});
