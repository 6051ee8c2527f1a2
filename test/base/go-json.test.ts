import { describe, expect, it } from 'vitest';
import { goJson } from '../../src/base/index.ts';

describe('JSON as Go writes it', () => {
  it.each([
    ['plain', '"plain"'],
    ['<a href="?x&y">', '"\\u003ca href=\\"?x\\u0026y\\"\\u003e"'],
    ['\u2028 and \u2029', '"\\u2028 and \\u2029"'],
    ['\u2027 \u202a é 日本 😀 \x7f', '"\u2027 \u202a é 日本 😀 \x7f"'],
    ['\b\f\n\r\t\v\0', '"\\b\\f\\n\\r\\t\\u000b\\u0000"'],
    ['\\u003c', '"\\\\u003c"'],
  ])('%j', (text, json) => {
    expect(goJson(JSON.stringify(text))).toBe(json);
  });
});
