/** Where proxies are configured. */
export type Variables = Readonly<Record<string, string | undefined>>;

function read(variables: Variables, name: string): string {
  return variables[name] || variables[name.toLowerCase()] || '';
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || /^127\.|^\[?::1\]?$/.test(host);

/** One entry of NO_PROXY: `*`, a host, a domain with everything below it, or a host with a port. */
function exempts(entry: string, { hostname, port }: URL): boolean {
  if (entry === '*') return true;
  const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  const onlyBelow = name.startsWith('.') || name.startsWith('*.');
  return (hostname === domain && !onlyBelow) || hostname.endsWith(`.${domain}`);
}

/** The proxy that the environment asks for, by Go's rules; undefined for a direct connection. */
export function proxyFor(url: URL, variables: Variables): URL | undefined {
  const setting = read(variables, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (setting === '' || isLoopback(url.hostname)) return undefined;
  const exempt = read(variables, 'NO_PROXY')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (exempt.some((entry) => exempts(entry, url))) return undefined;
  return new URL(setting.includes('://') ? setting : `http://${setting}`);
}
