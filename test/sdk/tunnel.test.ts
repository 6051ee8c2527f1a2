import { describe, expect, it } from 'vitest';
import { parseTunnel } from '../../src/sdk/steps/tunnel.ts';

describe('tunnels', () => {
  it.each([
    ['8080:example.com:80', { listenPort: 8080, target: { host: 'example.com', port: 80 } }],
    ['1:[::1]:2', { listenPort: 1, target: { host: '::1', port: 2 } }],
  ])('%s', (spec, value) => expect(parseTunnel(spec)).toEqual({ ok: true, value }));

  it.each([
    ['8080', "Error parsing tunnel '8080': [8080]"],
    [
      '8080:host',
      'Error parsing forwarding, must be a tcp address: address host: missing port in address',
    ],
    [
      '1:a:b:c',
      'Error parsing forwarding, must be a tcp address: address a:b:c: too many colons in address',
    ],
    [
      '1:a:b',
      'Error parsing forwarding port, must be a valid port: strconv.Atoi: parsing "b": invalid syntax',
    ],
    [
      'x:a:1',
      'Error parsing listening port, must be a valid port: strconv.Atoi: parsing "x": invalid syntax',
    ],
  ])('%s is wrong', (spec, error) => expect(parseTunnel(spec)).toEqual({ ok: false, error }));
});
