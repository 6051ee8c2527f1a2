import * as z from 'zod/mini';
import { datasource } from '../../sdk/index.ts';
import { fetchText } from '../http/fetch-text.ts';
import { requestUrl } from './request-url.ts';
import { text, textMap } from '../options.ts';

const methods = ['HEAD', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];

/** Content that is certainly text; of anything else the log says so. */
function isText(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(/\s*;\s*/);
  const known =
    type.startsWith('text/') ||
    type === 'application/json' ||
    type === 'application/samlmetadata+xml';
  const charset = parameters.find((each) => each.startsWith('charset='))?.slice(8) ?? '';
  return known && ['', 'utf-8', 'us-ascii'].includes(charset.replaceAll('"', ''));
}

/** Asks a web server (components 2.17). */
export const component = datasource({
  schema: z.object({
    url: text(),
    method: text(),
    request_headers: textMap(),
    request_body: text(),
  }),
  output: z.object({ url: text(), body: text(), request_headers: textMap() }),
  check: ({ config: { url, method } }) => ({
    errors: [
      ...(url === '' ? ['the `url` must be specified'] : []),
      ...(method === '' || methods.includes(method)
        ? []
        : [`the \`method\` must be one of [${methods.join(' ')}]`]),
    ],
  }),
  read: async ({ config, host, signal }) => {
    const { environment, log } = host.platform;
    const method = config.method || 'GET';
    const target = requestUrl(config.url, method);
    const headers = {
      'User-Agent': 'tspacker',
      'Accept-Encoding': 'gzip',
      ...config.request_headers,
    };
    const body = config.request_body;
    const surroundings = { variables: environment.variables, signal };
    const answer = await fetchText({ ...target, method, headers, body }, surroundings);
    if (answer.status < 200 || answer.status > 299)
      throw new Error(`HTTP request error. Response code: ${answer.status}`);
    const contentType = answer.headers['Content-Type'] ?? '';
    if (!isText(contentType))
      log.write('warn', `Content-Type is not recognized as a text type, got "${contentType}"`);
    return { url: config.url, body: answer.body, request_headers: answer.headers };
  },
});
