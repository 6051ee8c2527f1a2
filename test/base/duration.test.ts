import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/base/index.ts';

test.each([
  ['0', '0s'],
  ['10s', '10s'],
  ['1.5s', '1.5s'],
  ['.5s', '500ms'],
  ['1h', '1h0m0s'],
  ['90m', '1h30m0s'],
  ['1m', '1m0s'],
  ['-2m3.25s', '-2m3.25s'],
  ['1ns', '1ns'],
  ['1500us', '1.5ms'],
  ['3µs', '3µs'],
  ['3μs', '3µs'],
  ['+1h2m3s4ms', '1h2m3.004s'],
])('duration %s is %s', (text, printed) => {
  const parsed = parseDuration(text);
  expect(parsed.ok && formatDuration(parsed.value)).toBe(printed);
});

test.each([
  ['', 'time: invalid duration ""'],
  ['x', 'time: invalid duration "x"'],
  ['10', 'time: missing unit in duration "10"'],
  ['1d', 'time: unknown unit "d" in duration "1d"'],
  ['.s', 'time: invalid duration ".s"'],
  ['1s-', 'time: unknown unit "s-" in duration "1s-"'],
  ['9223372036854775808ns', 'time: invalid duration "9223372036854775808ns"'],
])('duration %s is refused', (text, error) => {
  expect(parseDuration(text)).toEqual({ ok: false, error });
});
