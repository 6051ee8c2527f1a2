import { describe, expect, it } from 'vitest';
import { parseStrictJson, plainJson } from '../../src/base/index.ts';

describe('plain objects of JSON that was read', () => {
  it.each([
    'null',
    'true',
    '-0',
    '1e3',
    '"text"',
    '[]',
    '{}',
    '[1, [2, {"a": [null]}]]',
    '{"b": 1, "a": {"7": [], "3": {}}, "b": 2}',
    '{"__proto__": {"a": 1}, "constructor": 2}',
  ])('%s', (text) => {
    const parsed = parseStrictJson(new TextEncoder().encode(text));
    const plain = parsed.ok ? plainJson(parsed.value.value) : parsed.error;
    expect(plain).toStrictEqual(JSON.parse(text));
    expect(JSON.stringify(plain)).toBe(JSON.stringify(JSON.parse(text)));
  });
});
