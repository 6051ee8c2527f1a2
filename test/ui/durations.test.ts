import { describe, expect, it } from 'vitest';
import { elapsed } from '../../src/ui/index.ts';

describe('elapsed', () => {
  it.each<[number, string]>([
    [0, ''],
    [0.0004, ''],
    [0.001, '1 microsecond'],
    [11.846, '11 milliseconds 846 microseconds'],
    [11, '11 milliseconds'],
    [1000, '1 second'],
    [1408, '1 second 408 milliseconds'],
    [4003.5, '4 seconds 3 milliseconds'],
    [121000, '2 minutes 1 second'],
    [3_600_000, '1 hour'],
    [3_600_001, '1 hour 1 millisecond'],
    [90_000_000, '1 day 1 hour'],
    [8 * 86_400_000, '1 week 1 day'],
    [366 * 86_400_000, '1 year 1 day'],
  ])('%d ms', (milliseconds, text) => {
    expect(elapsed(milliseconds)).toBe(text);
  });
});
