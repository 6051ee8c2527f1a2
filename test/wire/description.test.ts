import { describe, expect, it } from 'vitest';
import { formatDescription, parseDescription } from '../../src/wire/index.ts';

const none = { builder: [], provisioner: [], 'post-processor': [], datasource: [] };

describe('describe', () => {
  it('reads a Go plugin', () => {
    const text = `{"version":"1.2.3-dev+meta","sdk_version":"0.6.10","api_version":"x5.0",
 "builders":["-packer-default-plugin-name-","b"],"post_processors":["pp"],
 "provisioners":["p"],"datasources":["d"],"protocol_version":"v2"}\n`;
    expect(parseDescription(text)).toEqual({
      version: '1.2.3-dev+meta',
      sdkVersion: '0.6.10',
      apiVersion: 'x5.0',
      protocolVersion: 'v2',
      wire: 'gorpc',
      components: {
        builder: ['-packer-default-plugin-name-', 'b'],
        'post-processor': ['pp'],
        provisioner: ['p'],
        datasource: ['d'],
      },
    });
  });

  it('writes one of ours and reads it back', () => {
    const ours = {
      version: '1.0.0',
      sdkVersion: '0.1.0',
      apiVersion: 'x5.0',
      wire: 'jsonrpc' as const,
      components: { ...none, provisioner: ['z', 'a'] },
    };
    const text = formatDescription(ours);
    expect(text).toBe(
      '{"version":"1.0.0","sdk_version":"0.1.0","api_version":"x5.0","builders":[],"post_processors":[],' +
        '"provisioners":["a","z"],"datasources":[],"tspacker_wire":"jsonrpc"}',
    );
    const components = { ...none, provisioner: ['a', 'z'] };
    expect(parseDescription(text)).toEqual({ ...ours, components });
  });

  it.each([
    ['', '"describe" printed "" instead of a description in JSON'],
    ['Usage: x\nmore', '"describe" printed "Usage: x" instead of a description in JSON'],
    ['[]', '"describe" printed "[]" instead of a description in JSON'],
    ['{}', '"describe" printed a description whose "version" is missing or wrong'],
    [
      '{"version":"1","api_version":"x5.0","builders":[1]}',
      '"describe" printed a description whose "builders" is missing or wrong',
    ],
    [
      '{"version":"1","api_version":"x5.0","tspacker_wire":"smoke"}',
      '"describe" printed a description whose "tspacker_wire" is missing or wrong',
    ],
  ])('refuses %j', (text, message) => expect(() => parseDescription(text)).toThrow(message));
});
