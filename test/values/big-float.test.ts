import { describe, expect, it } from 'vitest';
import { BigFloat } from '../../src/values/index.ts';

const read = (text: string): BigFloat => {
  const parsed = BigFloat.parse(text);
  if (parsed === undefined) throw new Error(`${text} is no number`);
  return parsed;
};

describe('reading and writing', () => {
  it.each([
    ['0', '0'],
    ['-0', '-0'],
    ['007', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+5', '5'],
    ['1e3', '1000'],
    ['1E+3', '1000'],
    ['1.50', '1.5'],
    ['1e-7', '0.0000001'],
    ['1p3', '8'],
    ['3P-1', '1.5'],
    ['0.1', '0.1'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993.25', '-9007199254740993.25'],
    ['Inf', '+Inf'],
    ['-inf', '-Inf'],
    ['1e2147483646', '+Inf'],
    ['1e-2147483600', '0'],
    ['0e9999999999', '0'],
  ])('%s is %s', (text, written) => {
    expect(read(text).toText()).toBe(written);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1_000',
    '0x10',
    'infinity',
    'NaN',
    'e5',
    '.',
    '1e',
    '1e+',
    '--1',
    '1,5',
    '١',
    '1e2147483647',
    '1e99999999999999999999',
    '0e99999999999999999999',
    'INF',
  ])('%j is no number', (text) => {
    expect(BigFloat.parse(text)).toBeUndefined();
  });

  it('keeps 401 digits of 1e400', () => {
    expect(read('1e400').toText()).toBe(`1${'0'.repeat(400)}`);
  });

  it.each(['1.5e3000', '7.25e-3000', '9999999e2000', '-1e-1234', '1e700', '1p3000', '3p-3000'])(
    '%s reads back as the same number',
    (text) => {
      const value = read(text);
      expect(read(value.toText()).compare(value)).toBe(0);
    },
  );

  it('writes 300,001 digits without working them all out', () => {
    expect(read('1e300000').toText()).toBe(`1${'0'.repeat(300_000)}`);
    expect(read('25e-300000').toText()).toBe(`0.${'0'.repeat(299_998)}25`);
  });
});

type Operator = 'add' | 'sub' | 'mul' | 'div' | 'mod';

describe('arithmetic at 512 bits', () => {
  it.each<[string, Operator, string, string | undefined]>([
    ['1', 'add', '2', '3'],
    ['0.1', 'add', '0.2', '0.3'],
    ['9007199254740991', 'add', '1', '9007199254740992'],
    ['1e300', 'add', '-1e300', '0'],
    ['-0', 'add', '-0', '-0'],
    ['-0', 'add', '0', '0'],
    ['Inf', 'add', '-Inf', undefined],
    ['Inf', 'add', '1', '+Inf'],
    ['Inf', 'sub', 'Inf', undefined],
    ['5', 'sub', '7', '-2'],
    ['0.1', 'mul', '3', '0.3'],
    ['0', 'mul', '-5', '-0'],
    ['0', 'mul', 'Inf', undefined],
    ['94906267', 'mul', '94906267', '9007199515875289'],
    ['7', 'div', '2', '3.5'],
    ['6', 'div', '-3', '-2'],
    ['1', 'div', '0', '+Inf'],
    ['-1', 'div', '0', '-Inf'],
    ['0', 'div', '0', undefined],
    ['Inf', 'div', 'Inf', undefined],
    ['1', 'div', 'Inf', '0'],
    ['5', 'mod', '3', '2'],
    ['-5', 'mod', '3', '-2'],
    ['5', 'mod', '-3', '2'],
    ['5', 'mod', '0', '5'],
    ['5.5', 'mod', '2', '1.5'],
    ['5', 'mod', 'Inf', undefined],
    ['Inf', 'mod', '5', undefined],
  ])('%s %s %s is %s', (left, operator, right, result) => {
    expect(read(left)[operator](read(right))?.toText()).toBe(result);
  });

  it.each<[string, Operator, string, RegExp]>([
    ['1', 'div', '3', /^0\.3{154}5$/],
    ['10', 'div', '3', /^3\.3{153}2$/],
    ['1.1', 'mul', '1.1', /^1\.210{151}1$/],
    ['5', 'mod', '0.3', /^0\.19{152}76$/],
  ])('%s %s %s prints as many digits as identify it', (left, operator, right, shape) => {
    expect(read(left)[operator](read(right))?.toText()).toMatch(shape);
  });

  it('is exact where 512 bits suffice', () => {
    const third = read('1').div(read('3'));
    expect(third?.mul(read('3'))?.toText()).toBe('1');
  });
});

describe('precision', () => {
  it.each<[string, BigFloat | undefined, string]>([
    ['64 bits', BigFloat.fromInt64(1).div(BigFloat.fromInt64(3)), '0.33333333333333333334'],
    ['53 bits', BigFloat.fromFloat64(2 ** 100), '1267650600228229400000000000000'],
    ['the larger one', BigFloat.fromInt64(1).div(read('4')), '0.25'],
    ['as many as an integer needs', BigFloat.fromInt64(2n ** 70n + 1n), '1180591620717411303425'],
  ])('%s', (_, value, text) => {
    expect(value?.toText()).toBe(text);
  });

  it('has no number for NaN', () => {
    expect(BigFloat.fromFloat64(Number.NaN)).toBeUndefined();
  });
});

describe('comparison is exact', () => {
  it.each([
    ['1', '2', -1],
    ['2', '2', 0],
    ['0', '-0', 0],
    ['-1', '1', -1],
    ['-3', '-2', -1],
    ['1e300', '1e299', 1],
    ['Inf', '1e300', 1],
    ['-Inf', '-1e300', -1],
    ['Inf', 'Inf', 0],
    ['9007199254740993', '9007199254740992', 1],
    ['0.1', '0.10000000000000000000000000000000000000001', -1],
  ])('%s against %s', (left, right, sign) => {
    expect(Math.sign(read(left).compare(read(right)))).toBe(sign);
  });

  it('sees what the printed form hides', () => {
    const float = BigFloat.fromFloat64(0.1);
    expect(float?.toText()).toBe('0.1');
    expect(float?.compare(read('0.1'))).toBeGreaterThan(0);
  });
});

describe('as other kinds of numbers', () => {
  it.each<[string, number]>([
    ['0.1', 0.1],
    ['-2.5', -2.5],
    ['9007199254740993', 9007199254740992],
    ['9007199254740995', 9007199254740996],
    ['1e308', 1e308],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['1e309', Number.POSITIVE_INFINITY],
    ['5e-324', 5e-324],
    ['2e-324', 0],
    ['3e-324', 5e-324],
    ['2.2250738585072011e-308', 2.225073858507201e-308],
    ['1e-400', 0],
  ])('%s as a 64-bit float', (text, float) => {
    expect(read(text).toFloat64()).toBe(float);
  });

  it.each<[string, bigint | undefined]>([
    ['12', 12n],
    ['-0', 0n],
    ['1e30', 10n ** 30n],
    ['1.5', undefined],
    ['Inf', undefined],
    ['1e600000000', undefined],
  ])('%s as a whole number', (text, whole) => {
    expect(read(text).toInt()).toBe(whole);
  });

  it.each([
    ['2.7', '2'],
    ['-2.7', '-2'],
    ['0.3', '0'],
    ['1e20', '100000000000000000000'],
    ['-Inf', '-Inf'],
  ])('%s without its fraction', (text, whole) => {
    expect(read(text).trunc().toText()).toBe(whole);
  });
});

describe('agrees with 64-bit floats where those are exact', () => {
  it('for sums, products, remainders and order of small numbers', () => {
    const numbers = [-7, -2.5, -1, 0, 0.25, 1, 3, 4.5, 1024];
    const wrong: string[] = [];
    for (const a of numbers) {
      for (const b of numbers) {
        const [x, y] = [read(String(a)), read(String(b))];
        const same = (result: BigFloat | undefined, plain: number, what: string) => {
          if (result?.toFloat64() !== plain) wrong.push(`${a} ${what} ${b}`);
        };
        same(x.add(y), a + b, '+');
        same(x.mul(y), a * b, '*');
        if (b !== 0) same(x.mod(y), a % b, '%');
        if (Math.sign(x.compare(y)) !== Math.sign(a - b)) wrong.push(`${a} <=> ${b}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
