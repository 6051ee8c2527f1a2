import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { messageOf } from '../../base/index.ts';
import { hostOf, portOf } from '../url-place.ts';
import { negotiateSocks5 } from './socks5.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** How long a proxy may be silent, in milliseconds. */
const silence = 60_000;

/** A proxy that asking again will not change: its address is wrong, or it says no. */
export class ProxyRefusal extends Error {}

/**
 * The proxy for an address, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, by the rules of
 * Go's programs. Throws ProxyRefusal where the variable names no proxy that can be used.
 */
export function proxyFor(target: URL, variables: Variables): URL | undefined {
  const [name, proxy] = named(
    target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY',
    variables,
  );
  if (proxy === undefined || isExcepted(target, named('NO_PROXY', variables)[1] ?? ''))
    return undefined;
  const url = parseProxy(proxy);
  if (url === undefined) throw new ProxyRefusal(`the proxy in ${name} is not an address`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:' && !isSocks(url))
    throw new ProxyRefusal(
      `the proxy ${shownProxy(url)} in ${name} cannot be used: it is none for http, https or socks5`,
    );
  return url;
}

/** Whether a proxy speaks SOCKS5 and not HTTP: it only knows tunnels. */
export const isSocks = ({ protocol }: URL): boolean => /^socks5h?:$/.test(protocol);

function named(name: string, variables: Variables): readonly [string, string | undefined] {
  const used = variables[name] ? name : name.toLowerCase();
  return [used, variables[used] || undefined];
}

function parseProxy(text: string): URL | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  try {
    return new URL(whole);
  } catch {
    return undefined;
  }
}

/** A proxy as it may be shown: without its password. */
export function shownProxy({ protocol, username, password, host }: URL): string {
  const user = username === '' ? '' : `${username}${password === '' ? '' : ':***'}@`;
  return `${protocol}//${user}${host}`;
}

/** A `%` that starts no escape stands for itself. */
const unescaped = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString(),
  );

const credentialsOf = ({ username, password }: URL) => ({
  username: unescaped(username),
  password: unescaped(password),
});

/** What a proxy with a user and a password in its address wants to be told. */
export function proxyAuthorization(proxy: URL): Record<string, string> {
  const { username, password } = credentialsOf(proxy);
  if (username === '') return {};
  const pair = `${username}:${password}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Loopback never goes through a proxy; the rest as NO_PROXY says. */
function isExcepted(target: URL, list: string): boolean {
  const host = hostOf(target);
  if (host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)) return true;
  return list
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .some((each) => each !== '' && matches(host, String(portOf(target)), each));
}

/**
 * Whether an entry of NO_PROXY is about a host: `*`, a range `10.0.0.0/8`, an address, a domain with
 * everything below it, or `.domain` and `*.domain` for what is below it only. All but the first two
 * may have a port.
 */
function matches(host: string, port: string, entry: string): boolean {
  if (entry === '*') return true;
  const { isIP, BlockList } = process.getBuiltinModule('node:net');
  const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const [, base = '', bits = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (isIP(base) !== 0) {
    const range = new BlockList();
    if (Number(bits) > (isIP(base) === 6 ? 128 : 32)) return false;
    range.addSubnet(base, Number(bits), family(base));
    return isIP(host) !== 0 && range.check(host, family(host));
  }
  const [, bracketed, plain = entry, onlyPort] =
    /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const name = bracketed ?? plain;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  const below = name.replace(/^\*\./, '.');
  if (below.startsWith('.')) return host.endsWith(below);
  return below !== '' && (host === below || host.endsWith(`.${below}`));
}

/** Has a proxy open a tunnel to the host of an address. Rejects with an Error that names the proxy. */
export function openTunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  return isSocks(proxy) ? socksTunnel(proxy, target, signal) : connectTunnel(proxy, target, signal);
}

const unreachable = (proxy: URL, cause: unknown) => {
  const why = messageOf(cause);
  return new Error(`the proxy ${shownProxy(proxy)} cannot be reached: ${why}`, { cause });
};

async function socksTunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  const { connect } = await import('node:net');
  const socket = connect({ host: hostOf(proxy), port: Number(proxy.port || '1080'), signal });
  socket.setTimeout(silence, () => socket.destroy(new Error('it does not answer')));
  const failure = new Promise<never>((_, reject) => {
    socket.once('error', (error) => reject(unreachable(proxy, error)));
  });
  const asked = { ...credentialsOf(proxy), host: hostOf(target), port: portOf(target) };
  const refused = (cause: unknown) => {
    socket.destroy();
    const why = messageOf(cause);
    throw new Error(`the proxy ${shownProxy(proxy)} did not connect: ${why}`, { cause });
  };
  await Promise.race([negotiateSocks5(socket, asked).catch(refused), failure]);
  socket.setTimeout(0);
  return socket;
}

async function connectTunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  const { request } =
    proxy.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const path = `${target.hostname}:${portOf(target)}`;
  const shown = shownProxy(proxy);
  return new Promise((resolve, reject) => {
    const opening = request({
      host: hostOf(proxy),
      port: portOf(proxy),
      method: 'CONNECT',
      path,
      headers: { host: path, ...proxyAuthorization(proxy) },
      signal,
      timeout: silence,
      agent: false,
    });
    opening.once('connect', (answer: IncomingMessage, socket: Socket) => {
      if (answer.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      const said = `${answer.statusCode ?? ''} ${answer.statusMessage ?? ''}`.trim();
      const isFinal = (answer.statusCode ?? 0) < 500;
      const why = `the proxy ${shown} answered ${said}`;
      reject(isFinal ? new ProxyRefusal(why) : new Error(why));
    });
    opening.once('error', (error) => reject(unreachable(proxy, error)));
    opening.once('timeout', () => opening.destroy(new Error('it does not answer')));
    opening.end();
  });
}
