import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServedAnswer, ServedRequest, ServeWeb } from '../web-server.ts';

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage): ServedRequest {
  const path = url.replace(/[?#].*$/s, '');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Whatever it is, no file is called that.
  }
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return {
    method,
    path: decoded.startsWith('/') ? decoded : `/${decoded}`,
    headers: new Map(entries),
  };
}

async function send(answer: ServedAnswer, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, answer.headers);
  const { body } = answer;
  if (response.req.method === 'HEAD') return void response.end();
  if (body instanceof Uint8Array) return void response.end(body);
  const { pipeline } = await import('node:stream/promises');
  await pipeline(body, response);
}

/** Web servers of this machine; nothing is loaded before the first one. */
export const nodeServeWeb: ServeWeb = async (where, answer) => {
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    answer(requestOf(request))
      .then((found) => send(found, response))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    const ipv4 = where.family === 'ipv4' && where.host === '' ? '0.0.0.0' : where.host;
    const host = where.family === 'ipv6' && where.host === '' ? '::' : ipv4;
    server.listen({ port: where.port, host, ipv6Only: where.family === 'ipv6' }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : where.port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
};
