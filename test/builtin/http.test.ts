import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toData } from '../../src/components/index.ts';
import { errorOf, fakeUi, type Loose, never, place, prepared } from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

const pages: Readonly<
  Record<string, (request: IncomingMessage, response: ServerResponse) => void>
> = {
  '/text': (_, response) => response.setHeader('content-type', 'text/plain').end('hello'),
  '/bom': (_, response) => response.end('\ufeffx'),
  '/many': (_, response) => response.setHeader('x-many', ['a', 'b']).end(),
  '/gzip': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('packed')),
  '/404': (_, response) => response.writeHead(404).end('no'),
  '/to-text': (_, response) => response.writeHead(302, { location: '/echo' }).end(),
  '/keep': (_, response) => response.writeHead(307, { location: 'echo' }).end(),
  '/loop': (_, response) => response.writeHead(301, { location: '/loop' }).end(),
  '/hang': () => {},
};

let server: Server;
let base = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (page !== undefined) return page(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const mine = Object.entries(request.headers).filter(([name]) => name.startsWith('x-'));
      response.end(
        [request.method, JSON.stringify(Object.fromEntries(mine)), Buffer.concat(chunks)].join(' '),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function read(options: Options, signal = never) {
  const { component, prepared: verdict } = await prepared(here.host, 'datasource', 'http', options);
  if (verdict.error !== undefined) return { refused: verdict.error };
  const work = component.read({ ui: fakeUi(), signal });
  const failure = await errorOf(work);
  if (failure !== undefined)
    return { failure: failure.replaceAll(base, '<base>').replaceAll(base.slice(7), '<address>') };
  const value = toData(await work);
  const headers = value instanceof Map ? value.get('request_headers') : undefined;
  return {
    body: value instanceof Map ? value.get('body') : undefined,
    headers: headers instanceof Map ? Object.fromEntries(headers) : {},
  };
}

describe('data source http', () => {
  it.each<[string, string, Options, object]>([
    [
      'a page',
      '/text',
      {},
      { body: 'hello', headers: { 'Content-Type': 'text/plain', 'Content-Length': '5' } },
    ],
    ['several values of a header', '/many', {}, { headers: { 'X-Many': 'a, b' } }],
    ['a packed answer', '/gzip', {}, { body: 'packed' }],
    ['a byte order mark stays', '/bom', {}, { body: '\ufeffx' }],
    [
      'method, headers and body',
      '/echo',
      { method: 'POST', request_headers: { 'X-A': '1' }, request_body: 'payload' },
      { body: 'POST {"x-a":"1"} payload' },
    ],
    [
      'a redirect becomes GET',
      '/to-text',
      { method: 'POST', request_headers: { 'X-A': '1' }, request_body: 'payload' },
      { body: 'GET {"x-a":"1"} ' },
    ],
    [
      'a redirect that keeps the method',
      '/keep',
      { method: 'PUT', request_body: 'payload' },
      { body: 'PUT {} payload' },
    ],
    [
      'a body with a method that needs none',
      '/echo',
      { method: 'DELETE', request_body: 'payl\u00f6ad' },
      { body: 'DELETE {} payl\u00f6ad' },
    ],
    ['a body that GET asks with', '/echo', { request_body: 'x' }, { body: 'GET {} x' }],
    [
      'headers that belong to the request are left out',
      '/echo',
      { request_headers: { 'content-length': '70', Trailer: 'x', Host: 'h', 'X-A': '\u00f6' } },
      { body: `GET {"x-a":"${Buffer.from('\u00f6').toString('latin1')}"} ` },
    ],
    [
      'a header whose name is none',
      '/echo',
      { method: 'POST', request_headers: { 'a b': '1' } },
      { failure: 'Post "<base>/echo": net/http: invalid header field name "a b"' },
    ],
    [
      'a header of two lines',
      '/echo',
      { request_headers: { 'x-a': '1\n2' } },
      { failure: 'Get "<base>/echo": net/http: invalid header field value for "X-A"' },
    ],
    ['a bad status', '/404', {}, { failure: 'HTTP request error. Response code: 404' }],
    [
      'redirects without end',
      '/loop',
      {},
      { failure: 'Get "<base>/loop": stopped after 10 redirects' },
    ],
    [
      'unknown method',
      '/',
      { method: 'get' },
      {
        refused:
          '1 error(s) occurred:\n\n* the `method` must be one of [HEAD GET POST PUT DELETE OPTIONS PATCH]',
      },
    ],
  ])('%s', async (_, path, options, answer) => {
    expect(await read({ url: base + path, ...options })).toMatchObject(answer);
  });

  it.each([
    ['', { refused: '1 error(s) occurred:\n\n* the `url` must be specified' }],
    [
      'http://127.0.0.1:1/x',
      { failure: 'Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused' },
    ],
    [
      'http://me:word@127.0.0.1:1',
      {
        failure:
          'Get "http://me:***@127.0.0.1:1": dial tcp 127.0.0.1:1: connect: connection refused',
      },
    ],
    ['here', { failure: 'Get "here": unsupported protocol scheme ""' }],
    ['::here', { failure: 'parse "::here": missing protocol scheme' }],
    ['%zz', { failure: 'parse "%zz": invalid URL escape "%zz"' }],
    ['http:///x', { failure: 'Get "http:///x": http: no Host in request URL' }],
    ['http://h/%z', { failure: 'parse "http://h/%z": invalid URL escape "%z"' }],
    ['http://[::1', { failure: 'parse "http://[::1": missing \']\' in host' }],
    ['http://a b/', { failure: 'parse "http://a b/": invalid character " " in host name' }],
    ['http://h:x/', { failure: 'parse "http://h:x/": invalid port ":x" after host' }],
    [
      'http://h:65536/',
      { failure: 'Get "http://h:65536/": dial tcp: address 65536: invalid port' },
    ],
    [
      '127.0.0.1:1/x',
      { failure: 'parse "127.0.0.1:1/x": first path segment in URL cannot contain colon' },
    ],
    ['a/b:c', { failure: 'Get "a/b:c": unsupported protocol scheme ""' }],
    ['#', { failure: 'Get "": unsupported protocol scheme ""' }],
    ['http:x', { failure: 'Get "http:x": http: no Host in request URL' }],
    ['http://', { failure: 'Get "http:": http: no Host in request URL' }],
    [
      'http://h/a\nb',
      { failure: 'parse "http://h/a\\nb": net/url: invalid control character in URL' },
    ],
    ['http://h/x#%zz', { failure: 'parse "http://h/x#%zz": invalid URL escape "%zz"' }],
    ['http://me you@h/', { failure: 'parse "http://me you@h/": net/url: invalid userinfo' }],
    ['http://me%zz@h/', { failure: 'parse "http://me%zz@h/": invalid URL escape "%zz"' }],
    ['http://[::1]x/', { failure: 'parse "http://[::1]x/": invalid port "x" after host' }],
    ['http://::1/', { failure: 'parse "http://::1/": invalid port "::1" after host' }],
    [
      'http://[z]/',
      { failure: 'parse "http://[z]/": invalid host: ParseAddr("z"): unable to parse IP' },
    ],
    ['http://a%20b/', { failure: 'parse "http://a%20b/": invalid URL escape "%20"' }],
    ['http://a<b/', { failure: 'Get "http://a<b/": dial tcp: lookup a<b: no such host' }],
    [
      'http://x@y@127.0.0.1:1',
      {
        failure:
          'Get "http://x%40y@127.0.0.1:1": dial tcp 127.0.0.1:1: connect: connection refused',
      },
    ],
    ['ftp://x/', { failure: 'Get "ftp://x/": unsupported protocol scheme "ftp"' }],
    [
      'http://nosuch.invalid/',
      { failure: 'Get "http://nosuch.invalid/": dial tcp: lookup nosuch.invalid: no such host' },
    ],
  ])('url %j', async (url, answer) => {
    expect(await read({ url })).toEqual(answer);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const work = read({ url: `${base}/hang` }, controller.signal);
    server.once('request', () => controller.abort());
    expect(await work).toEqual({ failure: 'context canceled' });
  });
});
