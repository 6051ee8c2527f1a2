import { isIPv6 } from 'node:net';
import { quote } from '../../sdk/index.ts';

/** What a URL consists of, each part as it is written. */
interface Pieces {
  /** In lower case; empty if the text has none. */
  readonly scheme: string;
  /** Who asks, before the last `@`. */
  readonly user?: string;
  /** Machine and port; undefined where nothing follows `//`. */
  readonly host?: string;
  readonly path: string;
  /** With its question mark. */
  readonly query: string;
  /** With its number sign. */
  readonly fragment: string;
}

/** Why a text is no URL, and the part of it that was looked at. */
class Malformed extends Error {
  constructor(text: string, why: string) {
    super(`parse ${quote(withoutPassword(text))}: ${why}`);
  }
}

function cut(text: string, separator: string): [before: string, rest: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function piecesOf(text: string): Pieces {
  const [whole, fragment] = cut(text, '#');
  const given = /^([a-z][a-z\d+.-]*):/i.exec(whole)?.[1] ?? '';
  const [rest, query] = cut(given === '' ? whole : whole.slice(given.length + 1), '?');
  const common = { scheme: given.toLowerCase(), query, fragment };
  if (!rest.startsWith('//')) return { ...common, path: rest };
  const [authority, path] = cut(rest.slice(2), '/');
  const at = authority.lastIndexOf('@');
  if (at < 0) return { ...common, host: authority, path };
  return { ...common, user: authority.slice(0, at), host: authority.slice(at + 1), path };
}

function escapeProblem(text: string): string | undefined {
  const wrong = /%(?![0-9a-f]{2}).{0,2}/i.exec(text)?.[0];
  return wrong === undefined ? undefined : `invalid URL escape ${quote(wrong)}`;
}

const portProblem = (port: string): string | undefined =>
  /^(:\d*)?$/.test(port) ? undefined : `invalid port ${quote(port)} after host`;

/** Only bytes beyond ASCII may be escaped in the name of a machine. */
function nameProblem(host: string): string | undefined {
  const wrong = /%(?![89a-f][0-9a-f]).{0,2}|[\s#/?@\\^`{|}]/i.exec(host)?.[0];
  if (wrong === undefined) return undefined;
  return wrong.startsWith('%')
    ? `invalid URL escape ${quote(wrong)}`
    : `invalid character ${quote(wrong)} in host name`;
}

function hostProblem(host: string): string | undefined {
  if (!host.startsWith('[')) return portProblem(cut(host, ':')[1]) ?? nameProblem(host);
  const end = host.lastIndexOf(']');
  if (end < 0) return "missing ']' in host";
  const [address, zone] = cut(host.slice(1, end), '%25');
  const problem = portProblem(host.slice(end + 1)) ?? nameProblem(address) ?? escapeProblem(zone);
  if (problem !== undefined || isIPv6(address)) return problem;
  return `invalid host: ParseAddr(${quote(address)}): unable to parse IP`;
}

function userProblem(user: string): string | undefined {
  return /^[\w\-.:~!$&'()*+,;=%@]*$/.test(user) ? escapeProblem(user) : 'net/url: invalid userinfo';
}

/** Why a text is no URL, in the words of Packer; undefined if it may be one. */
function parseProblem(text: string, { scheme, user, host, path }: Pieces): string | undefined {
  if (/[\0-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL';
  if (text.startsWith(':')) return 'missing protocol scheme';
  if (host === undefined && !path.startsWith('/')) {
    if (scheme !== '') return undefined;
    if (cut(path, '/')[0].includes(':')) return 'first path segment in URL cannot contain colon';
  }
  return hostProblem(host ?? '') ?? userProblem(user ?? '') ?? escapeProblem(path);
}

/** The text as messages show it: without a password. */
export function withoutPassword(text: string): string {
  return text.replace(/^([a-z][a-z\d+.-]*:\/\/[^/?#@:]*:)[^/?#]*@/i, '$1***@');
}

const escaped = (text: string): string =>
  text.replace(/[^\0-\x7f]+/gu, (letters) => encodeURIComponent(letters));

/** The URL put together again, without its password. */
function shownUrl({ scheme, user, host, path, query, fragment }: Pieces): string {
  const place = host === '' && path === '' && user === undefined ? undefined : host;
  const name = user === undefined ? '' : `${user.replaceAll('@', '%40')}@`;
  const written = place === undefined ? '' : `//${name}${escaped(place.replace(/:$/, ''))}`;
  const before = scheme === '' ? '' : `${scheme}:`;
  const after = `${query}${fragment === '#' ? '' : escaped(fragment)}`;
  return withoutPassword(`${before}${written}${escaped(path)}${after}`);
}

/** Where a request goes, and how messages about it begin. */
export interface Target {
  readonly url: URL;
  readonly shownAs: string;
}

/** What is asked for over the network. Throws an Error that says why a text cannot be. */
export function requestUrl(text: string, method: string): Target {
  const pieces = piecesOf(text);
  const { scheme, host = '', fragment } = pieces;
  const problem = parseProblem(cut(text, '#')[0], pieces);
  if (problem !== undefined) throw new Malformed(cut(text, '#')[0], problem);
  const inFragment = escapeProblem(fragment);
  if (inFragment !== undefined) throw new Malformed(text, inFragment);
  const shownAs = shownUrl(pieces);
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  const refused = (why: string, options?: ErrorOptions) =>
    new Error(`${verb} ${quote(shownAs)}: ${why}`, options);
  if (scheme !== 'http' && scheme !== 'https')
    throw refused(`unsupported protocol scheme ${quote(scheme)}`);
  if (host === '') throw refused('http: no Host in request URL');
  const [name, port] = host.startsWith('[') ? ['', ''] : cut(host, ':');
  if (Number(port.slice(1)) > 65_535)
    throw refused(`dial tcp: address ${port.slice(1)}: invalid port`);
  try {
    return { url: new URL(text), shownAs };
  } catch (cause) {
    // What is left are names that no machine can have.
    throw refused(`dial tcp: lookup ${name}: no such host`, { cause });
  }
}
