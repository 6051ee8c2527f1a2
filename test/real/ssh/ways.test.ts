import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place } from '../../builtin/support/harness.ts';
import { type BuildRequest, build } from './builds.ts';
import { startSocks } from './socks.ts';
import { freePort, missing, type Sshd, startSshd } from './sshd.ts';

const cannotRun = missing !== undefined && process.env.CI === undefined;
const here = place();
let sshd: Sshd;

const run = (request: Omit<BuildRequest, 'place' | 'sshd'>) =>
  build({ place: here, sshd, ...request });
const echo = ['shell', { inline: ['echo there'] }] as const;

/** What a port says to whoever connects. */
async function greetingOf(port: number): Promise<string> {
  const socket = connect(port, 'localhost');
  const [text] = await once(socket, 'data');
  socket.destroy();
  return String(text);
}

describe.skipIf(cannotRun)(`ways to an sshd${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.remove());

  it('goes through a SOCKS5 proxy', async () => {
    const proxy = await startSocks();
    try {
      const source = {
        ssh_proxy_host: '127.0.0.1',
        ssh_proxy_port: proxy.port,
        ssh_proxy_username: 'me',
        ssh_proxy_password: 'secret',
      };
      const answer = await run({ source, provisioners: [echo] });
      expect([answer.failure, answer.lines.at(-1)]).toEqual([undefined, 'say: there']);
      expect([...new Set(proxy.log)]).toEqual(['login me', `connect 127.0.0.1:${sshd.port}`]);
    } finally {
      await proxy.close();
    }
  });

  it('opens tunnels in both directions', async () => {
    const greeter = createServer((socket) => socket.end('greetings'));
    const greeterPort = await freePort();
    await once(greeter.listen(greeterPort, '127.0.0.1'), 'listening');
    const [local, remote] = [await freePort(), await freePort()];
    const seen: Promise<string>[] = [];
    try {
      const answer = await run({
        source: {
          ssh_local_tunnels: [`${local}:127.0.0.1:${greeterPort}`],
          ssh_remote_tunnels: [`${remote}:127.0.0.1:${greeterPort}`],
        },
        provisioners: [['shell', { inline: ['echo ready', 'sleep 3'] }]],
        onLine: (line) => {
          if (line === 'say: ready') seen.push(greetingOf(local), greetingOf(remote));
        },
      });
      expect(answer.failure).toBe(undefined);
      expect(await Promise.all(seen)).toEqual(['greetings', 'greetings']);
    } finally {
      greeter.close();
    }
  });

  it('does not connect without its tunnels', async () => {
    const taken = createServer();
    const port = await freePort();
    await once(taken.listen(port, 'localhost'), 'listening');
    const source = { ssh_local_tunnels: [`${port}:127.0.0.1:1`], ssh_timeout: '1s' };
    const { failure } = await run({ source, provisioners: [echo] });
    taken.close();
    expect(failure).toBe('Timeout waiting for SSH.');
  });

  it('asks the agent for keys, and lets the machine ask it', async () => {
    const socket = here.path('agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'pipe' });
    try {
      await once(agent.stdout, 'data');
      execFileSync('ssh-add', [sshd.key], { env: { SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
      const variables = { ...here.world.environment.variables, SSH_AUTH_SOCK: socket };
      const environment = { ...here.world.environment, variables };
      const world = { ...here.world, environment };
      const withAgent = { ...here, host: { ...here.host, platform: world } };
      const source = { ssh_agent_auth: true, ssh_private_key_file: '' };
      const keys = ['shell', { inline: ['ssh-add -l | wc -l'] }] as const;
      const answer = await build({
        place: withAgent,
        sshd,
        source,
        provisioners: [keys, keys],
      });
      expect([answer.failure, answer.lines.slice(-2)]).toEqual([undefined, ['say: 1', 'say: 1']]);
    } finally {
      agent.kill();
    }
  });

  it('says that there is no agent', async () => {
    const source = { ssh_agent_auth: true, ssh_private_key_file: '', ssh_timeout: '100ms' };
    const { failure } = await run({ source, provisioners: [echo] });
    expect(failure).toBe('Timeout waiting for SSH.');
  });

  it('survives a server that is restarted between two scripts', async () => {
    const answer = await run({
      provisioners: [
        ['shell', { inline: ['echo before'], expect_disconnect: true }],
        ['shell', { inline: ['echo after'] }],
      ],
      onLine: (line) => {
        // Nobody waits here: what comes next finds the connection gone or going.
        if (line === 'say: before') void sshd.stop().then(() => sshd.start());
      },
    });
    expect(answer.lines.at(-1)).toBe('say: after');
    expect(answer.failure).toBe(undefined);
  });
});
