import { describe, expect, it } from 'vitest';
import { asElements, asNumber, asString } from '../../../src/values/index.ts';
import { ProtocolError } from '../../../src/wire/protocol.ts';
import { valueFromJsonText, valueToJsonText } from '../../../src/wire/cty-json/index.ts';

describe('numbers in a JSON text', () => {
  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['-9007199254740993', '-9007199254740993'],
    ['0.1', '0.1'],
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['123456789.123456789012345678', '123456789.123456789012345678'],
    ['"12345678901234567890"', '12345678901234567890'],
  ])('%s keeps its digits', (written, digits) => {
    const value = valueFromJsonText(`{"value":${written},"type":"number"}`, 'x');
    expect(asNumber(value).toText()).toBe(digits);
    const again = valueFromJsonText(valueToJsonText(value), 'x');
    expect(asNumber(again).toText()).toBe(digits);
  });

  it('are left alone inside strings, whatever these hold', () => {
    const texts = ['12345678901234567890', 'a "1.50" b', '\\', '\\" 1.50', '{"a":1.50}', '1.50\n'];
    const written = JSON.stringify({ value: texts, type: ['list', 'string'] });
    expect(asElements(valueFromJsonText(written, 'x')).map(asString)).toEqual(texts);
  });

  it.each(['', '{', '{"value":01,"type":"number"}', '{"value":"a', 'nothing'])(
    'and %j is refused',
    (written) => {
      expect(() => valueFromJsonText(written, 'the configuration')).toThrow(ProtocolError);
    },
  );
});
