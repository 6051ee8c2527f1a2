import { expect, it } from 'vitest';
import { hostOf, portOf } from '../../src/platform/index.ts';

it.each([
  ['http://example.com/a', 'example.com', 80],
  ['https://Example.COM', 'example.com', 443],
  ['https://example.com:8443/', 'example.com', 8443],
  ['http://example.com:443', 'example.com', 443],
  ['http://[::1]:81/x', '::1', 81],
  ['socks5://Proxy:1081', 'proxy', 1081],
])('the place of %s', (url, host, port) => {
  expect([hostOf(new URL(url)), portOf(new URL(url))]).toEqual([host, port]);
});
