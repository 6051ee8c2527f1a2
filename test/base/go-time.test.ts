import { describe, expect, it } from 'vitest';
import { formatGoTime, strftime } from '../../src/base/index.ts';

const at = new Date('2026-11-21T01:12:25.064Z');

describe('formatGoTime', () => {
  it.each([
    [
      'Mon Jan _2 15:04:05.000 2006 MST -0700 Z07:00 002 pm',
      'Sat Nov 21 01:12:25.064 2026 UTC +0000 Z 325 am',
    ],
    ['2006-01-02T15:04:05Z07:00', '2026-11-21T01:12:25Z'],
    ['January Janet Monday Money', 'November Janet Saturday Money'],
    ['3:4:5PM 03 1/2 06', '1:12:25AM 01 11/21 26'],
    ['.999 .990 ,00 .0001', '.064 .990 ,06 .0011'],
    ['_2006 __2 x', '_2026 325 x'],
    ['', ''],
  ])('%s', (layout, text) => {
    expect(formatGoTime(at, layout)).toBe(text);
  });
});

describe('strftime', () => {
  it.each([
    ['%Y-%m-%d %H:%M:%S%L %Z%z', '2026-11-21 01:12:25.064 UTC+0000'],
    ['%A %a %B %b %I %p %y %%', 'Saturday Sat November Nov 01 AM 26 %'],
    ['%Q 5%', '%Q 5%'],
  ])('%s', (format, text) => {
    expect(strftime(at, format)).toBe(text);
  });
});
