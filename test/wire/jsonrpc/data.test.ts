import { describe, expect, it } from 'vitest';
import type { Data } from '../../../src/components/index.ts';
import { dataFromJson, dataToJson } from '../../../src/wire/jsonrpc/convert/data.ts';

describe('plain data', () => {
  const rows: readonly (readonly [Data, unknown])[] = [
    [null, null],
    [true, true],
    ['$int', '$int'],
    [5n, 5],
    [2n ** 60n, { $int: '1152921504606846976' }],
    [1.5, 1.5],
    [2, { $float: '2' }],
    [Number.POSITIVE_INFINITY, { $float: 'Infinity' }],
    [-0, { $float: '-0' }],
    [new Uint8Array([0, 255]), { $bytes: 'AP8=' }],
    [new Date('2026-01-02T03:04:05.678Z'), { $time: '2026-01-02T03:04:05.678Z' }],
    [
      ['a', 1n, []],
      ['a', 1, []],
    ],
    [new Map([['a', new Map([['b', 1n]])]]), { a: { b: 1 } }],
    [new Map([['$int', '5']]), { $map: [['$int', '5']] }],
    [
      new Map([
        ['b', 1n],
        ['2', 2n],
        ['1', 3n],
      ]),
      {
        $map: [
          ['b', 1],
          ['2', 2],
          ['1', 3],
        ],
      },
    ],
  ];
  it.each(rows)('%s as JSON and back', (data, json) => {
    const written = dataToJson(data);
    expect(JSON.parse(JSON.stringify(written))).toEqual(json);
    expect(dataFromJson(written, 'test')).toEqual(data);
  });

  it.each([
    [{ $int: 'x' }],
    [{ $bytes: '!' }],
    [{ $time: 'yesterday' }],
    [{ $what: 1 }],
    [{ $map: ['a'] }],
  ])('refuses %j', (json) => {
    expect(() => dataFromJson(json, 'test')).toThrow(`test: ${JSON.stringify(json)} means nothing`);
  });
});
