import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/base/index.ts';

describe('the order of texts', () => {
  it.each([
    ['', ''],
    ['', 'a'],
    ['a', 'b'],
    ['B', 'a'],
    ['a', 'ab'],
    ['a', 'a\0'],
    ['z', 'é'],
    ['\ud7ff', '\ue000'],
    ['\uffff', '😀'],
    ['\ue000', '𐀀'],
    ['😀', '😁'],
    ['a😀', 'b'],
  ])('%j before or like %j, as with their bytes', (first, second) => {
    const bytes = Buffer.compare(Buffer.from(first), Buffer.from(second));
    expect(bytes).toBeLessThanOrEqual(0);
    expect(Math.sign(compareText(first, second))).toBe(bytes);
    expect(Math.sign(compareText(second, first))).toBe(0 - bytes);
  });
});
