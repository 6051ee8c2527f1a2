import { expect, test } from 'vitest';
import { parseWholeNumber } from '../../src/base/index.ts';

test.each<[string, bigint | string]>([
  ['0', 0n],
  ['-0', 0n],
  ['+7', 7n],
  ['010', 8n],
  ['0_7', 7n],
  ['0o17', 15n],
  ['0X_fF', 255n],
  ['-0b101', -5n],
  ['1_000', 1000n],
  ['9223372036854775807', 9223372036854775807n],
  ['-9223372036854775808', -9223372036854775808n],
  ['9223372036854775808', 'value out of range'],
  ['-9223372036854775809', 'value out of range'],
  ['', 'invalid syntax'],
  ['-', 'invalid syntax'],
  ['08', 'invalid syntax'],
  ['0x', 'invalid syntax'],
  ['1__0', 'invalid syntax'],
  ['1_', 'invalid syntax'],
  ['1.5', 'invalid syntax'],
  ['1e3', 'invalid syntax'],
  [' 5', 'invalid syntax'],
])('%j', (text, answer) => {
  const parsed = parseWholeNumber(text);
  expect(parsed.ok ? parsed.value : parsed.error).toBe(answer);
});
