import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place } from '../../builtin/support/harness.ts';
import { type BuildRequest, build } from './builds.ts';
import { makeKey, missing, type Sshd, startSshd } from './sshd.ts';

const cannotRun = missing !== undefined && process.env.CI === undefined;
const here = place();
let sshd: Sshd;

const connected = [
  'say: Using SSH communicator to connect: 127.0.0.1',
  'say: Waiting for SSH to become available...',
  'say: Connected to SSH!',
];
const cleaning =
  'say: Provisioning step had errors: Running the cleanup provisioner, if present...';

const run = (request: Omit<BuildRequest, 'place' | 'sshd'>) =>
  build({ place: here, sshd, ...request });

/** Every file below a folder with its content, folders with a slash. */
function tree(folder: string, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      found[`${prefix}${entry.name}/`] = '';
      Object.assign(found, tree(path, `${prefix}${entry.name}/`));
    } else found[prefix + entry.name] = readFileSync(path, 'utf8');
  }
  return found;
}

/** A folder with everything that is hard about folders. */
function makeTree(folder: string): void {
  mkdirSync(join(folder, 'sub', 'empty'), { recursive: true });
  writeFileSync(join(folder, 'one'), 'first');
  writeFileSync(join(folder, 'with space'), 'second');
  writeFileSync(join(folder, 'sub', 'nothing'), '');
  symlinkSync('one', join(folder, 'link'));
}
const treeContent = {
  link: 'first',
  one: 'first',
  'sub/': '',
  'sub/empty/': '',
  'sub/nothing': '',
  'with space': 'second',
};

describe.skipIf(cannotRun)(`null builds over a real sshd${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.remove());

  it('runs a script with its variables and no input', async () => {
    const plain = { inline: ['echo "$GREETING"', 'cat'], env: { GREETING: "it's me" } };
    expect(await run({ provisioners: [['shell', plain]] })).toEqual({
      lines: [...connected, "say: it's me"],
      failure: undefined,
    });
  });

  it('shows stderr as errors', async () => {
    const inline = ['echo out', 'sleep 0.2', 'echo err >&2'];
    expect(await run({ provisioners: [['shell', { inline }]] })).toEqual({
      lines: [...connected, 'say: out', 'error: err'],
      failure: undefined,
    });
  });

  it.each([
    [3, [0], 'Script exited with non-zero exit status: 3. Allowed exit codes are: [0]'],
    [3, [0, 3], undefined],
  ])('exit status %d, allowed %j', async (status, codes, failure) => {
    const options = { inline: [`exit ${status}`], valid_exit_codes: codes };
    const answer = await run({ provisioners: [['shell', options]] });
    const after = failure === undefined ? [] : [cleaning];
    expect(answer).toEqual({ lines: [...connected, ...after], failure });
  });

  it('counts a signal as 128 and its number', async () => {
    const options = { inline: ['true'], execute_command: 'kill -TERM $$' };
    const answer = await run({ provisioners: [['shell', options]] });
    expect(answer.failure).toBe(
      'Script exited with non-zero exit status: 143. Allowed exit codes are: [0]',
    );
  });

  it('delivers a megabyte of output', async () => {
    const inline = ['yes 0123456789abcdef | head -n 60000', 'echo end'];
    const { lines, failure } = await run({ provisioners: [['shell', { inline }]] });
    expect([failure, lines.length, lines.at(-1)]).toEqual([undefined, 60_004, 'say: end']);
  });

  it('asks for a terminal', async () => {
    const inline = ['test -t 1 && echo terminal', 'stty size', 'echo "$TERM"'];
    const answer = await run({ source: { ssh_pty: true }, provisioners: [['shell', { inline }]] });
    expect(answer).toEqual({
      lines: [...connected, 'say: terminal', 'say: 40 80', 'say: xterm'],
      failure: undefined,
    });
  });

  describe.each(['scp', 'sftp'])('files by %s', (method) => {
    const source = { ssh_file_transfer_method: method };

    it('takes a file there with its mode', async () => {
      const content = 'x'.repeat(100_000);
      writeFileSync(here.path('local file'), content);
      chmodSync(here.path('local file'), 0o750);
      const there = here.path('remote file');
      const answer = await run({
        source,
        provisioners: [['file', { source: here.path('local file'), destination: there }]],
      });
      expect(answer.failure).toBe(undefined);
      expect(readFileSync(there, 'utf8')).toBe(content);
      expect(statSync(there).mode & 0o777).toBe(0o750);
    });

    it('takes text there and files back', async () => {
      const [there, back] = [here.path('there'), here.path('back')];
      const answer = await run({
        source,
        provisioners: [
          ['file', { content: 'some text', destination: there }],
          ['file', { source: there, destination: back, direction: 'download' }],
        ],
      });
      expect(answer.failure).toBe(undefined);
      expect([readFileSync(there, 'utf8'), readFileSync(back, 'utf8')]).toEqual([
        'some text',
        'some text',
      ]);
    });

    it.each([
      ['', 'tree/'],
      ['/', ''],
    ])('takes a folder there, slash %j', async (slash, nested) => {
      makeTree(here.path('tree'));
      mkdirSync(here.path('there'));
      const options = { source: here.path('tree') + slash, destination: here.path('there') };
      const answer = await run({ source, provisioners: [['file', options]] });
      expect(answer.failure).toBe(undefined);
      expect(tree(join(here.path('there'), nested))).toEqual(treeContent);
    });

    it('takes a folder back, under its own name', async () => {
      makeTree(here.path('tree'));
      const options = {
        source: `${here.path('tree')}/`,
        destination: `${here.path('back')}/`,
        direction: 'download',
      };
      const answer = await run({ source, provisioners: [['file', options]] });
      expect(answer.failure).toBe(undefined);
      expect(tree(here.path('back/tree'))).toEqual(treeContent);
    });

    it('says why a file cannot be written', async () => {
      const options = { content: 'text', destination: here.path('no/folder/file') };
      const { failure } = await run({ source, provisioners: [['file', options]] });
      expect(failure).toMatch(/no such file/i);
    });

    it('says why a file cannot be read', async () => {
      const options = {
        source: here.path('missing'),
        destination: here.path('back'),
        direction: 'download',
      };
      const { failure } = await run({ source, provisioners: [['file', options]] });
      expect(failure).toMatch(/no such file/i);
    });
  });

  it('gives up after as many refused logins as allowed', async () => {
    const source = { ssh_private_key_file: sshd.otherKey, ssh_handshake_attempts: 2 };
    const reason =
      'Packer experienced an authentication error when trying to connect via SSH. This can happen if your username/password are wrong. You may want to double-check your credentials as part of your debugging process. original error: ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey], no supported methods remain';
    expect(await run({ source, provisioners: [] })).toEqual({
      lines: [...connected.slice(0, 2), `error: Error waiting for SSH: ${reason}`],
      failure: reason,
    });
    expect(
      sshd.log().match(/Failed publickey|Connection closed by authenticating user/g)?.length,
    ).toBeGreaterThan(1);
  });

  it('says that it took too long', async () => {
    const source = { ssh_port: 1, ssh_timeout: '200ms' };
    expect(await run({ source, provisioners: [] })).toEqual({
      lines: [...connected.slice(0, 2), 'error: Timeout waiting for SSH.'],
      failure: 'Timeout waiting for SSH.',
    });
  });

  it('stops waiting when cancelled, without a word', async () => {
    const controller = new AbortController();
    const answer = await run({
      source: { ssh_port: 1 },
      provisioners: [],
      signal: controller.signal,
      onLine: (line) => {
        if (line.includes('Waiting for SSH')) controller.abort();
      },
    });
    expect(answer).toEqual({ lines: connected.slice(0, 2), failure: undefined });
  });

  it('does not wait for a command when cancelled', async () => {
    const controller = new AbortController();
    const answer = await run({
      provisioners: [['shell', { inline: ['echo started', 'sleep 600'] }]],
      signal: controller.signal,
      onLine: (line) => {
        if (line === 'say: started') controller.abort();
      },
    });
    expect(answer).toEqual({ lines: [...connected, 'say: started'], failure: undefined });
  });

  // The parent of the command is the server's process for this connection: ending it cuts the line.
  const hangUp = { inline: ['true'], execute_command: 'kill -9 $PPID; sleep 1' };

  it('says that a script disconnected', async () => {
    const { failure } = await run({ provisioners: [['shell', hangUp]] });
    expect(failure).toMatch(/^Script disconnected unexpectedly\. If you expected your script/);
  });

  it('connects again after a disconnect that was expected', async () => {
    const answer = await run({
      provisioners: [
        ['shell', { ...hangUp, expect_disconnect: true }],
        ['shell', { inline: ['echo again'] }],
      ],
    });
    expect(answer).toEqual({ lines: [...connected, 'say: again'], failure: undefined });
  });

  it('connects a second time after a pause', async () => {
    const answer = await run({
      source: { pause_before_connecting: '10ms' },
      provisioners: [['shell', { inline: ['echo once'] }]],
    });
    expect(answer).toEqual({
      lines: [
        ...connected,
        'say: Pausing 10ms before connecting...',
        ...connected.slice(1),
        'say: once',
      ],
      failure: undefined,
    });
  });

  it.each([
    ['rsa', 'PEM'],
    ['rsa', 'PKCS8'],
    ['rsa', 'RFC4716'],
    ['ecdsa', 'PEM'],
    ['ecdsa', 'PKCS8'],
    ['ed25519', 'RFC4716'],
    ['ed25519', 'pkcs8 by openssl'],
  ])('reads %s keys as %s', async (type, format) => {
    const key = here.path('key');
    if (format.includes('openssl')) {
      const { generateKeyPairSync } = await import('node:crypto');
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      const point = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
      const head = Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1');
      const line = `ssh-ed25519 ${Buffer.concat([head, point]).toString('base64')}\n`;
      writeFileSync(join(sshd.folder, 'authorized'), line, { flag: 'a' });
    } else {
      makeKey(key, type, '-m', format);
      writeFileSync(join(sshd.folder, 'authorized'), readFileSync(`${key}.pub`), { flag: 'a' });
    }
    const answer = await run({
      source: { ssh_private_key_file: key },
      provisioners: [['shell', { inline: ['echo in'] }]],
    });
    expect(answer).toEqual({ lines: [...connected, 'say: in'], failure: undefined });
  });

  it('goes through a bastion', async () => {
    const bastion = await startSshd();
    try {
      const answer = await run({
        source: {
          ssh_bastion_host: '127.0.0.1',
          ssh_bastion_port: bastion.port,
          ssh_bastion_username: bastion.user,
          ssh_bastion_private_key_file: bastion.key,
        },
        provisioners: [['shell', { inline: ['echo far away'] }]],
      });
      expect(answer).toEqual({ lines: [...connected, 'say: far away'], failure: undefined });
      expect(bastion.log()).toMatch(/direct-tcpip/);
    } finally {
      await bastion.remove();
    }
  });

  it('leaves nothing of scripts behind', async () => {
    const remote = here.path('script.sh');
    await run({ provisioners: [['shell', { inline: ['true'], remote_path: remote }]] });
    expect(existsSync(remote)).toBe(false);
  });
});
