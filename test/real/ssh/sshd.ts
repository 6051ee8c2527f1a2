import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const program = '/usr/sbin/sshd';

/** Why the tests of this folder cannot run here; undefined if they can. */
export const missing = existsSync(program) ? undefined : `${program} is not installed`;

/** A real SSH server on loopback, for one test file. */
export interface Sshd {
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  /** A private key that the server accepts. */
  readonly key: string;
  /** One that it does not. */
  readonly otherKey: string;
  log(): string;
  /** Hangs up on everybody and stops listening. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  /** Stops and removes everything. */
  remove(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });

/** Makes a key pair without a passphrase. */
export function makeKey(path: string, type: string, ...more: string[]): string {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'test', '-f', path, ...more]);
  return path;
}

/** Starts a server that accepts `authorized` (public keys) and keys of its own. */
export async function startSshd(options: readonly string[] = []): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'tspacker-sshd-'));
  const at = (name: string) => join(folder, name);
  makeKey(at('host'), 'ed25519');
  const key = makeKey(at('user'), 'rsa', '-b', '2048', '-m', 'PEM');
  const otherKey = makeKey(at('other'), 'ed25519');
  writeFileSync(at('authorized'), readFileSync(`${key}.pub`), { mode: 0o600 });
  execFileSync('mkdir', ['-p', '/run/sshd']);
  const port = await freePort();
  let child: ChildProcess | undefined;
  const settings = [
    'StrictModes=no',
    'UsePAM=no',
    'PasswordAuthentication=no',
    'KbdInteractiveAuthentication=no',
    'PermitRootLogin=yes',
    'ListenAddress=127.0.0.1',
    `HostKey=${at('host')}`,
    `AuthorizedKeysFile=${at('authorized')}`,
    'PidFile=none',
    'Subsystem=sftp internal-sftp',
    'LogLevel=DEBUG1',
    ...options,
  ];
  const start = async (): Promise<void> => {
    const args = ['-D', '-f', '/dev/null', '-p', String(port), '-E', at('log')];
    child = spawn(program, [...args, ...settings.flatMap((each) => ['-o', each])], {
      stdio: 'ignore',
      detached: true,
    });
    while (!(await answers(port)))
      if (child.exitCode !== null) throw new Error(readFileSync(at('log'), 'utf8'));
  };
  const stop = async (): Promise<void> => {
    const running = child;
    if (running === undefined || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('close', resolve));
    // The server and the processes of its connections are in sessions of their own.
    for (const pid of descendants(running.pid ?? 0)) kill(pid);
    await gone;
  };
  await start();
  return {
    port,
    user: userInfo().username,
    folder,
    key,
    otherKey,
    log: () => readFileSync(at('log'), 'utf8'),
    start,
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** A process and everything it started that still runs, parents first. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => [
    parent,
    ...pairs.filter((pair) => pair[1] === parent).flatMap((pair) => below(pair[0] ?? 0)),
  ];
  return below(pid);
}
