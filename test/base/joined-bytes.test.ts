import { describe, expect, it } from 'vitest';
import { joinedBytes, readAll } from '../../src/base/index.ts';

describe('joined bytes', () => {
  it.each<[readonly (readonly number[])[], readonly number[]]>([
    [[], []],
    [[[]], []],
    [[[1, 2]], [1, 2]],
    [
      [[1], [], [2, 3], [4]],
      [1, 2, 3, 4],
    ],
  ])('%j', async (parts, all) => {
    const chunks = parts.map((part) => Uint8Array.from(part));
    expect(joinedBytes(chunks)).toEqual(Uint8Array.from(all));
    async function* source() {
      yield* chunks;
    }
    expect(await readAll(source())).toEqual(Uint8Array.from(all));
  });

  it('are a part itself where there is one', () => {
    const part = Uint8Array.of(1);
    expect(joinedBytes([part])).toBe(part);
  });
});
