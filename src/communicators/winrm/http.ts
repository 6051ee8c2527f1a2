import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock, Randomness } from '../../platform/index.ts';
import { answerChallenge, negotiateMessage } from './ntlm.ts';
import type { WinRmSettings } from './settings.ts';

const dialTimeout = 30_000;

/** What the server said. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The connection broke while something was being answered. */
export class ConnectionLost extends Error {}

/** What a client needs of the world. */
export interface HttpWorld {
  readonly random: Randomness;
  readonly clock: Clock;
}

interface Exchange {
  readonly agent: HttpAgent;
  readonly authorization: string;
  readonly body: string;
  readonly signal: AbortSignal;
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function lost(error: NodeJS.ErrnoException, url: string): Error {
  const gone = error.code === 'ECONNRESET' || error.message.includes('socket hang up');
  const words = `Post "${url}": ${gone ? 'EOF' : error.message}`;
  return gone ? new ConnectionLost(words, { cause: error }) : new Error(words, { cause: error });
}

/** Sends envelopes to one server, with its kind of login. */
export class SoapClient {
  readonly #settings: WinRmSettings;
  readonly #world: HttpWorld;
  readonly #shared: HttpAgent;
  readonly #url: string;

  constructor(settings: WinRmSettings, world: HttpWorld) {
    this.#settings = settings;
    this.#world = world;
    this.#shared = this.#agent();
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    this.#url = `${settings.tls ? 'https' : 'http'}://${host}:${settings.port}/wsman`;
  }

  /** Where envelopes go. */
  get url(): string {
    return this.#url;
  }

  /** Sends one envelope. Rejects when there is no answer; any status is an answer. */
  async post(body: string, signal: AbortSignal): Promise<Answer> {
    if (this.#settings.ntlm) return this.#postWithNtlm(body, signal);
    const { username, password } = this.#settings;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const response = await this.#send({ agent: this.#shared, authorization, body, signal });
    return { status: response.statusCode ?? 0, body: await textOf(response) };
  }

  /** Closes what is open. */
  close(): void {
    this.#shared.destroy();
  }

  #agent(): HttpAgent {
    const { tls, insecure } = this.#settings;
    return tls
      ? new HttpsAgent({ keepAlive: true, rejectUnauthorized: !insecure })
      : new HttpAgent({ keepAlive: true });
  }

  /** NTLM logs in a connection, not a request: the three messages share one, and it ends with them. */
  async #postWithNtlm(body: string, signal: AbortSignal): Promise<Answer> {
    const agent = this.#agent();
    agent.maxSockets = 1;
    try {
      const authorization = `Negotiate ${negotiateMessage().toString('base64')}`;
      const first = await this.#send({ agent, authorization, body: '', signal });
      await textOf(first);
      const offered = first.headers['www-authenticate'] ?? '';
      const challenge = /(?:Negotiate|NTLM) ([A-Za-z0-9+/=]+)/.exec(offered)?.[1];
      if (challenge === undefined) return { status: first.statusCode ?? 0, body: '' };
      const moment = { nonce: this.#world.random.bytes(8), now: this.#world.clock.now() };
      const answer = answerChallenge(Buffer.from(challenge, 'base64'), this.#settings, moment);
      const proof = `Negotiate ${answer.toString('base64')}`;
      const response = await this.#send({ agent, authorization: proof, body, signal });
      return { status: response.statusCode ?? 0, body: await textOf(response) };
    } finally {
      agent.destroy();
    }
  }

  #send({ agent, authorization, body, signal }: Exchange): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const send = this.#settings.tls ? httpsRequest : httpRequest;
      const request = send(this.#url, {
        method: 'POST',
        agent,
        signal,
        headers: {
          'content-type': 'application/soap+xml;charset=UTF-8',
          'content-length': Buffer.byteLength(body),
          authorization,
        },
      });
      request.once('socket', (socket) => {
        if (!socket.connecting) return;
        const giveUp = () => request.destroy(new Error('dial tcp: i/o timeout'));
        socket.setTimeout(dialTimeout, giveUp);
        socket.once('connect', () => socket.setTimeout(0));
      });
      request.once('response', resolve);
      request.once('error', (error: NodeJS.ErrnoException) => reject(lost(error, this.#url)));
      request.end(body);
    });
  }
}
