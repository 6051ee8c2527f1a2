import { describe, expect, it } from 'vitest';
import { nodeRandom } from '../../src/platform/index.ts';

describe('random numbers', () => {
  it.each([0, 1, 20, 100_000])('come as %i bytes', (count) => {
    const { bytes } = nodeRandom();
    expect(bytes(count).length).toBe(count);
    if (count >= 20) expect(bytes(20)).not.toEqual(bytes(20));
  });

  it('name things with UUIDs of version 4', () => {
    const names = Array.from({ length: 100 }, () => nodeRandom().uuid());
    for (const name of names)
      expect(name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(names).size).toBe(100);
  });
});
