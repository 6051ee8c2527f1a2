import { describe, expect, it } from 'vitest';
import { checkHandshake, handshakeLine } from '../../../src/wire/index.ts';

describe('handshake', () => {
  it.each([[handshakeLine], [`${handshakeLine}\r`], ['tspacker-jsonrpc|1|0']])(
    'accepts %j',
    (line) => expect(checkHandshake(line)).toBeUndefined(),
  );

  it.each([
    ['Hello!', 'its first line of output should have been "tspacker-jsonrpc|1|0" but was "Hello!"'],
    [
      '5|0|unix|/tmp/packer-plugin1',
      'its first line of output should have been "tspacker-jsonrpc|1|0" but was "5|0|unix|/tmp/packer-plugin1"',
    ],
    [
      'tspacker-jsonrpc|2|0',
      'it speaks version 2.0 of the plugin protocol and this program 1.0; use a newer tspacker or an older plugin',
    ],
    [
      'tspacker-jsonrpc|1|1',
      'it speaks version 1.1 of the plugin protocol and this program 1.0; use a newer tspacker or an older plugin',
    ],
    [
      'tspacker-jsonrpc|0|9',
      'it speaks version 0.9 of the plugin protocol and this program 1.0; use a newer plugin',
    ],
  ])('refuses %j', (line, message) => expect(() => checkHandshake(line)).toThrow(message));
});
