import { constants } from 'node:os';
import type { ClientChannel, ExecOptions } from 'ssh2';
import { disconnectedExitStatus } from '../../components/index.ts';
import { type LiveConnection, SessionRefused, type SshConnection } from './connection.ts';

/** How a command ended: its status, 128 plus the signal, or that nobody knows. */
function statusOf(code: unknown, signal: unknown): number {
  if (typeof code === 'number') return code;
  const known = Object.entries(constants.signals).find(
    ([name]) => typeof signal === 'string' && (name === signal || name === `SIG${signal}`),
  );
  return 128 + (known?.[1] ?? 0);
}

/** A command on the machine, with its three streams. */
export interface SshSession {
  readonly channel: ClientChannel;
  /** Resolves when the channel is closed and everything was read from it. */
  readonly exited: Promise<number>;
}

const terminal: ExecOptions = {
  pty: {
    term: 'xterm',
    rows: 40,
    cols: 80,
    height: 0,
    width: 0,
    modes: { ECHO: 0, TTY_OP_ISPEED: 14400, TTY_OP_OSPEED: 14400 },
  },
};

/** The library takes one more than its types say. */
type SessionOptions = ExecOptions & { readonly agentForward?: boolean };

function exec(live: LiveConnection, command: string, options: SessionOptions): Promise<SshSession> {
  return new Promise((resolve, reject) =>
    live.client.exec(command, options, (error, channel) => {
      if (error !== undefined) {
        const refused = /unable to exec|pseudo-terminal|agent forwarding/i.test(error.message);
        return reject(refused ? new SessionRefused(error.message, { cause: error }) : error);
      }
      let status = disconnectedExitStatus;
      channel.on('exit', (code: unknown, signal: unknown) => {
        status = statusOf(code, signal);
      });
      // Errors of the channel mean that the connection was lost; `close` follows.
      channel.on('error', () => {});
      const exited = new Promise<number>((done) => channel.once('close', () => done(status)));
      resolve({ channel, exited });
    }),
  );
}

/** Starts a command in a session of its own. */
export function openSession(
  connection: SshConnection,
  command: string,
  pty: boolean,
  signal: AbortSignal,
): Promise<SshSession> {
  const { forwardAgent, agentSocket } = connection.settings;
  const options = pty ? terminal : {};
  return connection.session(async (live) => {
    if (!forwardAgent || agentSocket === undefined || live.agentRequested)
      return exec(live, command, options);
    live.agentRequested = true;
    try {
      return await exec(live, command, { ...options, agentForward: true });
    } catch (error) {
      if (!(error instanceof SessionRefused)) throw error;
      return exec(live, command, options);
    }
  }, signal);
}
