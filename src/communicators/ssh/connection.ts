import type { Client } from 'ssh2';
import type { Log } from '../../platform/index.ts';
import { handshake } from './handshake.ts';
import type { SshSettings } from './settings.ts';
import { openTransport } from './transport.ts';
import { openTunnels } from './tunnels.ts';

/** A connection that stands, and what was done on it. */
export interface LiveConnection {
  readonly client: Client;
  /** Whether forwarding of the agent was asked for; servers refuse to be asked twice. */
  agentRequested: boolean;
}

async function establish(settings: SshSettings, signal: AbortSignal): Promise<LiveConnection> {
  const stream = await openTransport(settings, signal);
  const client = await handshake(stream, settings, settings, signal);
  try {
    await openTunnels(client, settings);
  } catch (error) {
    client.end();
    throw error;
  }
  return { client, agentRequested: false };
}

/** A session that the server refused to give a command; connecting anew would not help. */
export class SessionRefused extends Error {}

/**
 * The connection to one machine. Every use opens a session of its own; when that fails, the machine
 * may have been restarted, and the connection is made anew, once.
 */
export class SshConnection {
  readonly settings: SshSettings;
  readonly #log: Log;
  #live: Promise<LiveConnection>;

  /** Connects, until the signal is aborted. */
  static async open(settings: SshSettings, log: Log, signal: AbortSignal): Promise<SshConnection> {
    const live = await establish(settings, signal);
    return new SshConnection(settings, log, live);
  }

  private constructor(settings: SshSettings, log: Log, live: LiveConnection) {
    this.settings = settings;
    this.#log = log;
    this.#live = Promise.resolve(live);
  }

  /** Opens a session; `open` may be called a second time, on a new connection. */
  async session<T>(open: (live: LiveConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    const current = this.#live;
    try {
      return await open(await current);
    } catch (error) {
      if (error instanceof SessionRefused || signal.aborted) throw error;
      this.#log.write('debug', `[DEBUG] ssh session open error: '${error}', attempting reconnect`);
      if (this.#live === current) this.#reconnect(current, signal);
      return open(await this.#live);
    }
  }

  #reconnect(old: Promise<LiveConnection>, signal: AbortSignal): void {
    old.then(({ client }) => client.end()).catch(() => {});
    this.#live = establish(this.settings, signal);
    this.#live.catch(() => {});
  }

  /** Hangs up. */
  async close(): Promise<void> {
    const live = await this.#live.catch(() => undefined);
    live?.client.end();
  }
}
