import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig } from 'ssh2';
import { loadLibrary } from './library.ts';
import { loginAttempt } from './login.ts';
import type { SshLogin, SshSettings } from './settings.ts';

const handshakeTimeout = 60_000;

/** What of the settings the transport itself depends on. */
type Transport = Pick<SshSettings, 'ciphers' | 'keyExchanges' | 'keepAlive' | 'agentSocket'>;

/** Names the library does not know are left out; a list of nothing else cannot match any server. */
function connectIgnoringUnknown(client: Client, config: ConnectConfig): void {
  try {
    client.connect(config);
  } catch (error) {
    const unknown = /Unsupported algorithm: (.*)/.exec(String(error))?.[1];
    if (unknown === undefined || config.algorithms === undefined) throw error;
    const lists = Object.entries(config.algorithms).map(([kind, names]) => {
      const known = Array.isArray(names) ? names.filter((name) => name !== unknown) : names;
      if (Array.isArray(known) && known.length === 0)
        throw new Error(`ssh: handshake failed: ssh: no common algorithm for ${kind}: ${unknown}`);
      return [kind, known] as const;
    });
    connectIgnoringUnknown(client, { ...config, algorithms: Object.fromEntries(lists) });
  }
}

function algorithms({ ciphers, keyExchanges }: Transport): ConnectConfig {
  if (ciphers.length + keyExchanges.length === 0) return {};
  const chosen = {
    ...(ciphers.length === 0 ? {} : { cipher: [...ciphers] }),
    ...(keyExchanges.length === 0 ? {} : { kex: [...keyExchanges] }),
  };
  // The names are the user's; the library checks them.
  return { algorithms: chosen as NonNullable<ConnectConfig['algorithms']> };
}

/** The words for what the library reports, `refusal` for a login that the server did not accept. */
function handshakeError(error: Error & { level?: string }, refusal: string): Error {
  if (error.level === 'client-authentication') return new Error(refusal, { cause: error });
  if (error.level === 'client-timeout')
    return new Error('Timeout during SSH handshake', { cause: error });
  return new Error(`ssh: handshake failed: ${error.message}`, { cause: error });
}

/**
 * Speaks SSH over an open stream and logs in; host keys are not checked. Rejects after a minute and
 * on cancel; the stream is closed then.
 */
export async function handshake(
  stream: Duplex,
  login: SshLogin,
  transport: Transport,
  signal: AbortSignal,
): Promise<Client> {
  const { Client: LibraryClient } = await loadLibrary();
  const client = new LibraryClient();
  const attempt = loginAttempt(login, transport.agentSocket);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      signal.removeEventListener('abort', cancel);
      client.end();
      stream.destroy();
      reject(error);
    };
    const cancel = () => fail(new Error('SSH wait cancelled', { cause: signal.reason }));
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) return cancel();
    client.once('ready', () => {
      signal.removeEventListener('abort', cancel);
      resolve(client);
    });
    // Stays for the life of the connection: what happens later shows on its sessions.
    client.on('error', (error: Error & { level?: string }) => {
      if (error.level !== 'agent') fail(handshakeError(error, attempt.refusal()));
    });
    client.once('close', () => fail(new Error('ssh: handshake failed: EOF')));
    try {
      connectIgnoringUnknown(client, {
        sock: stream,
        username: login.username,
        authHandler: attempt.handler,
        readyTimeout: handshakeTimeout,
        keepaliveInterval: Math.max(0, transport.keepAlive),
        keepaliveCountMax: Number.MAX_SAFE_INTEGER,
        ...(transport.agentSocket === undefined ? {} : { agent: transport.agentSocket }),
        ...algorithms(transport),
      });
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
