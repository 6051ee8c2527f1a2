import { describe, expect, it } from 'vitest';
import { proxyAuthorization, proxyFor, shownProxy } from '../../src/platform/node/proxy.ts';

const chosen = (address: string, variables: Record<string, string>) => {
  try {
    const proxy = proxyFor(new URL(address), variables);
    return proxy && shownProxy(proxy);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe('the proxy for an address', () => {
  it.each<[string, string, Record<string, string>, string | undefined]>([
    ['none', 'https://a.com', {}, undefined],
    ['HTTPS_PROXY', 'https://a.com', { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128'],
    ['lower case', 'https://a.com', { https_proxy: 'http://p:3128' }, 'http://p:3128'],
    ['upper case first', 'https://a.com', { HTTPS_PROXY: 'p', https_proxy: 'q' }, 'http://p'],
    [
      'an empty one counts as none',
      'https://a.com',
      { HTTPS_PROXY: '', https_proxy: 'q' },
      'http://q',
    ],
    ['without scheme', 'https://a.com', { HTTPS_PROXY: 'p:3128' }, 'http://p:3128'],
    ['a proxy over TLS', 'https://a.com', { HTTPS_PROXY: 'https://p' }, 'https://p'],
    ['HTTP_PROXY is for http', 'https://a.com', { HTTP_PROXY: 'p' }, undefined],
    ['HTTPS_PROXY is for https', 'http://a.com', { HTTPS_PROXY: 'p' }, undefined],
    ['http', 'http://a.com', { http_proxy: 'p:80' }, 'http://p'],
    [
      'a password is not shown',
      'https://a.com',
      { HTTPS_PROXY: 'u:top-secret@p:1' },
      'http://u:***@p:1',
    ],
    ['a user alone', 'https://a.com', { HTTPS_PROXY: 'http://u@p:1' }, 'http://u@p:1'],
    ['SOCKS', 'http://a.com', { http_proxy: 'socks5h://u:x@p:1' }, 'socks5h://u:***@p:1'],
    [
      'old SOCKS',
      'https://a.com',
      { HTTPS_PROXY: 'socks4://u:top-secret@p:1' },
      'the proxy socks4://u:***@p:1 in HTTPS_PROXY cannot be used: it is none for http, https or socks5',
    ],
    [
      'nonsense',
      'https://a.com',
      { https_proxy: 'http://' },
      'the proxy in https_proxy is not an address',
    ],
  ])('%s', (_, address, variables, proxy) => {
    expect(chosen(address, variables)).toBe(proxy);
  });
});

describe('who asks a proxy', () => {
  it.each<[string, string, string | undefined]>([
    ['nobody', 'http://p', undefined],
    ['a user', 'http://me@p', 'me:'],
    ['a user with a password', 'http://me:secret@p', 'me:secret'],
    ['escapes', 'http://m%40e:s%3A%C3%A9@p', 'm@e:s:é'],
    ['a percent sign alone', 'http://me:50%@p', 'me:50%'],
    ['bytes that are no text', 'http://me:%FF@p', 'me:\uFFFD'],
  ])('%s', (_, proxy, pair) => {
    const basic = pair && `Basic ${Buffer.from(pair).toString('base64')}`;
    expect(proxyAuthorization(new URL(proxy))['proxy-authorization']).toBe(basic);
  });
});

describe('exceptions from proxies', () => {
  const both = { HTTPS_PROXY: 'p', HTTP_PROXY: 'p' };
  it.each<[string, string, boolean]>([
    ['', 'https://a.com', true],
    ['*', 'https://a.com', false],
    ['b.com,*', 'https://a.com', false],
    ['a.com', 'https://a.com', false],
    ['A.COM', 'https://a.com', false],
    ['a.com', 'https://x.a.com', false],
    ['a.com', 'https://xa.com', true],
    ['.a.com', 'https://x.a.com', false],
    ['.a.com', 'https://a.com', true],
    ['*.a.com', 'https://x.a.com', false],
    ['*.a.com', 'https://a.com', true],
    ['b.com, a.com', 'https://a.com', false],
    ['a.com:443', 'https://a.com', false],
    ['a.com:8443', 'https://a.com', true],
    ['a.com:8443', 'https://a.com:8443', false],
    ['a.com:80', 'http://a.com', false],
    ['10.1.2.3', 'https://10.1.2.3', false],
    ['10.1.2.3:8443', 'https://10.1.2.3', true],
    ['10.1.2.4', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://10.1.2.3', false],
    ['10.0.0.0/8', 'https://11.1.2.3', true],
    ['10.0.0.0/8', 'https://a.com', true],
    ['10.0.0.0/99', 'https://10.1.2.3', true],
    ['fd00::/8', 'https://[fd12::1]', false],
    ['fd00::/8', 'https://[fe12::1]', true],
    ['10.0.0.0/8', 'https://[fd12::1]', true],
    ['[fd12::1]', 'https://[fd12::1]', false],
    ['[fd12::1]:443', 'https://[fd12::1]', false],
    ['[fd12::1]:80', 'https://[fd12::1]', true],
    ['fd12::1', 'https://[fd12::1]', false],
    ['2.3', 'https://10.1.2.3', true],
    ['', 'https://localhost', false],
    ['', 'https://127.0.0.1:8443', false],
    ['', 'https://127.9.9.9', false],
    ['', 'https://[::1]', false],
    ['', 'https://127.a.com', true],
    [':443', 'https://a.com', true],
  ])('NO_PROXY=%j %s', (exceptions, address, proxied) => {
    const variables = { ...both, NO_PROXY: exceptions };
    expect(chosen(address, variables)).toBe(proxied ? 'http://p' : undefined);
    const lower = { ...both, no_proxy: exceptions };
    expect(chosen(address, lower)).toBe(proxied ? 'http://p' : undefined);
  });
});
