import { failed, ok, type Result } from '../../base/index.ts';
import type { SshTunnel } from '../../communicators/index.ts';
import { quote } from '../../values/index.ts';

/** `host:port`, or why it is none, in Go's words. */
function splitAddress(text: string): Result<{ host: string; port: string }, string> {
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(text) ?? [];
  if (port !== undefined) return ok({ host: bracketed ?? plain, port });
  const many = !text.startsWith('[') && text.split(':').length > 2;
  return failed(`address ${text}: ${many ? 'too many colons' : 'missing port'} in address`);
}

const notANumber = (text: string): string => `strconv.Atoi: parsing ${quote(text)}: invalid syntax`;

/** `PORT:HOST:HOSTPORT`, or what is wrong with it (components 3.8). */
export function parseTunnel(spec: string): Result<SshTunnel, string> {
  const at = spec.indexOf(':');
  if (at < 0) return failed(`Error parsing tunnel '${spec}': [${spec}]`);
  const listen = spec.slice(0, at);
  const address = splitAddress(spec.slice(at + 1));
  if (!address.ok)
    return failed(`Error parsing forwarding, must be a tcp address: ${address.error}`);
  const { host, port } = address.value;
  const number = /^[+-]?\d+$/;
  if (!number.test(port))
    return failed(`Error parsing forwarding port, must be a valid port: ${notANumber(port)}`);
  if (!number.test(listen))
    return failed(`Error parsing listening port, must be a valid port: ${notANumber(listen)}`);
  return ok({ listenPort: Number(listen), target: { host, port: Number(port) } });
}
