/** The part of a URL that names the machine, and what comes after it. */
interface Pieces {
  readonly authority: string;
  readonly rest: string;
}

function piecesOf(text: string): Pieces {
  const after = text.slice(text.indexOf('//') + 2);
  const end = after.search(/[/?#]/);
  return end < 0
    ? { authority: after, rest: '' }
    : { authority: after.slice(0, end), rest: after.slice(end) };
}

/** Why a machine and port are not well written. */
function authorityProblem(authority: string): string | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (host.startsWith('[') && !host.includes(']')) return "missing ']' in host";
  const strange = /[\s"<>\\^`{|}]/.exec(host)?.[0];
  if (strange !== undefined) return `invalid character "${strange}" in host name`;
  const port = /:([^\]:]*)$/.exec(host)?.[1] ?? '';
  return /^\d*$/.test(port) ? undefined : `invalid port ":${port}" after host`;
}

function escapeProblem(text: string): string | undefined {
  const wrong = /%(?![0-9a-f]{2}).{0,2}/i.exec(text)?.[0];
  return wrong === undefined ? undefined : `invalid URL escape "${wrong}"`;
}

/** Why a text is no URL, in the words of Packer; undefined if it may be one. */
function parseProblem(text: string): string | undefined {
  if (text.startsWith(':')) return 'missing protocol scheme';
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return escapeProblem(text);
  const { authority, rest } = piecesOf(text);
  return authorityProblem(authority) ?? escapeProblem(rest.replace(/[?#].*/s, ''));
}

/** The text as messages show it: without a password. */
export function withoutPassword(text: string): string {
  return text.replace(/^([a-z][a-z\d+.-]*:\/\/[^/?#@:]*:)[^/?#]*@/i, '$1***@');
}

/** What is asked for over the network. Throws an Error that says why a text cannot be. */
export function requestUrl(text: string): URL {
  const problem = parseProblem(text);
  if (problem !== undefined) throw new Error(`parse "${withoutPassword(text)}": ${problem}`);
  const scheme = (/^([a-z][a-z\d+.-]*):/i.exec(text)?.[1] ?? '').toLowerCase();
  const refused = (why: string) => new Error(`Get "${withoutPassword(text)}": ${why}`);
  if (scheme !== 'http' && scheme !== 'https')
    throw refused(`unsupported protocol scheme "${scheme}"`);
  const { authority } = piecesOf(text);
  if (authority === '') throw refused('http: no Host in request URL');
  const port = /:(\d+)$/.exec(authority)?.[1] ?? '';
  if (Number(port) > 65_535) throw refused(`dial tcp: address ${port}: invalid port`);
  try {
    return new URL(text);
  } catch (cause) {
    throw new Error(`parse "${withoutPassword(text)}": it is not a URL`, { cause });
  }
}
