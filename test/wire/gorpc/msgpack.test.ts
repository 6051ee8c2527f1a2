import { describe, expect, it } from 'vitest';
import type { Data } from '../../../src/components/index.ts';
import {
  decode,
  encode,
  GoMap,
  MessagePackError,
  Unsigned,
  ValueStream,
  type WireValue,
} from '../../../src/wire/gorpc/msgpack/index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

const written: readonly (readonly [string, WireValue, string])[] = [
  ['nil', null, 'c0'],
  ['bool', true, 'c3'],
  ['small int', 5n, '05'],
  ['smallest fixint', -32n, 'e0'],
  ['int8', -33n, 'd0df'],
  ['a positive int is signed too', 128n, 'd10080'],
  ['int32', 70_000n, 'd200011170'],
  ['int64', 8_589_934_592n, 'd30000000200000000'],
  ['beyond int64', 2n ** 63n, 'cf8000000000000000'],
  ['small unsigned', new Unsigned(22), '16'],
  ['unsigned 8', new Unsigned(200), 'ccc8'],
  ['unsigned 16', new Unsigned(300), 'cd012c'],
  ['float', 1.5, 'cb3ff8000000000000'],
  ['text', 'hi', 'a26869'],
  ['long text', 'x'.repeat(32), `d920${'78'.repeat(32)}`],
  ['empty bytes', new Uint8Array(0), 'c400'],
  ['bytes', bytes('0102'), 'c4020102'],
  ['empty list', [], '90'],
  ['struct', { Category: 'c', Args: ['a', 'b'] }, '82a843617465676f7279a163a44172677392a161a162'],
  ['map', new Map([['a', 1n]]), '81a16101'],
  ['time in seconds', new Date(1_700_000_000_000), 'd6ff6553f100'],
  ['time in nanoseconds', new Date(1_700_000_000_500), 'd7ff773594006553f100'],
  ['time before 1970', new Date(-1000), 'c70cff00000000ffffffffffffffff'],
];

describe('MessagePack as Go writes it', () => {
  it.each(written)('writes %s', (_, value, expected) => {
    expect(hex(encode(value))).toBe(expected);
  });
});

const read: readonly (readonly [string, string, Data])[] = [
  ['unsigned 64', 'cfffffffffffffffff', 2n ** 64n - 1n],
  ['float32', 'ca3fc00000', 1.5],
  ['nested', '9281a16191c2c403010203', [new GoMap([['a', [false]]]), bytes('010203')]],
  ['an unknown extension is nothing', 'd40000', null],
  ['time', 'd6ff6553f100', new Date(1_700_000_000_000)],
];

describe('MessagePack as Go reads it', () => {
  it.each(read)('reads %s', (_, input, expected) => {
    expect(decode(bytes(input))).toEqual({ value: expected, end: input.length / 2 });
  });

  it('hands a map with keys of other types on as it came', () => {
    const input = '8201a16102a162';
    const { value } = decode(bytes(input));
    expect([...(value as GoMap)]).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
    expect(hex(encode(value))).toBe(input);
  });

  it.each([
    ['a reserved byte', 'c1'],
    ['a text that ends too early', 'a56869'],
    ['5,000 nested lists', '91'.repeat(5000)],
  ])('refuses %s', (_, input) => {
    expect(() => decode(bytes(input))).toThrow();
  });
});

describe('cutting a stream into values', () => {
  const values: readonly WireValue[] = [
    { ServiceMethod: 'Ui.Say', Seq: 0n },
    'x'.repeat(300),
    new Map<string, Data>([['k', [1n, -5n, 2.5, null, true, new Uint8Array(70_000)]]]),
    [],
    new Date(1),
  ];
  const whole = Buffer.concat(values.map((value) => encode(value)));

  it.each([1, 2, 3, 7, 255, 65_536, 1_000_000])('in chunks of %i bytes', async (size) => {
    async function* chunks() {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    }
    const stream = new ValueStream(chunks());
    const found: string[] = [];
    for (let value = await stream.next(); value; value = await stream.next())
      found.push(hex(value));
    expect(found).toEqual(values.map((value) => hex(encode(value))));
  });

  it('says when the stream ends inside a value', async () => {
    async function* chunks() {
      yield bytes('92a161');
    }
    await expect(new ValueStream(chunks()).next()).rejects.toThrow(
      new MessagePackError('the stream ended inside a message'),
    );
  });

  it('refuses a message that claims to be huge before it arrives', async () => {
    async function* chunks() {
      yield bytes('c6ffffffff');
    }
    await expect(new ValueStream(chunks()).next()).rejects.toThrow('larger than 256 MiB');
  });
});
