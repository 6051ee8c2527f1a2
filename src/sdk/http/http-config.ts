import * as z from 'zod/mini';
import { wholeNumber } from '../config/whole-number.ts';

const text = () => z._default(z.string(), '');
const whole = () => z._default(wholeNumber, 0);

/** The options of builders that serve files to their machines (components 4.4). */
export const httpOptions = {
  http_directory: text(),
  http_content: z._default(z.record(z.string(), z.string()), {}),
  http_port_min: whole(),
  http_port_max: whole(),
  http_bind_address: text(),
  http_interface: text(),
  http_network_protocol: text(),
};

const schema = z.object(httpOptions);

/** What the options of 4.4 say. */
export type HttpConfig = z.infer<typeof schema>;

const protocols = ['tcp', 'tcp4', 'tcp6', 'unix', 'unixpacket'];

/** Fills in what the user left open. */
export function withHttpDefaults<Config extends HttpConfig>(config: Config): Config {
  return {
    ...config,
    http_port_min: config.http_port_min || 8000,
    http_port_max: config.http_port_max || 9000,
    http_bind_address: config.http_bind_address || '0.0.0.0',
    http_network_protocol: config.http_network_protocol || 'tcp',
  };
}

/** `/a/b`, without empty parts, `.` and `..`. */
function isCleanPath(path: string): boolean {
  if (path === '/') return true;
  const [first, ...parts] = path.split('/');
  return first === '' && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

/** What is wrong with the options of the web server. */
export function httpProblems(given: HttpConfig): readonly string[] {
  const config = withHttpDefaults(given);
  const errors: string[] = [];
  if (config.http_port_min > config.http_port_max)
    errors.push('http_port_min must be less than http_port_max');
  if (given.http_interface !== '' && given.http_bind_address !== '')
    errors.push('either http_interface or http_bind_address can be specified');
  if (!protocols.includes(config.http_network_protocol))
    errors.push(`http_network_protocol is invalid. Must be one of: [${protocols.join(' ')}]`);
  const paths = Object.keys(config.http_content);
  if (paths.length > 0 && config.http_directory !== '')
    errors.push(
      'http_content cannot be used in conjunction with http_dir. Consider using the file function to load file in memory and serve them with http_content: https://www.packer.io/docs/templates/hcl_templates/functions/file/file',
    );
  for (const path of paths)
    if (!isCleanPath(path))
      errors.push(`http_content: the path "${path}" is not a clean absolute path such as /a/b`);
  return errors;
}
