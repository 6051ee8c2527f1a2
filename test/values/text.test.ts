import { describe, expect, it } from 'vitest';
import {
  BigFloat,
  displayText,
  floatText,
  generalText,
  number,
  quote,
  safePrefix,
} from '../../src/values/index.ts';
import { evaluateText } from '../eval/support.ts';

describe('quote', () => {
  it.each([
    ['', '""'],
    ['a b', '"a b"'],
    ['"\\', '"\\"\\\\"'],
    ['\u0007\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
    ['\u0000\u001f\u007f', '"\\x00\\x1f\\x7f"'],
    ['é 日本 😀', '"é 日本 😀"'],
    ['\u00a0\u200b\ufeff', '"\\u00a0\\u200b\\ufeff"'],
    ['\u{e0001}', '"\\U000e0001"'],
    ['e\u0301', '"e\u0301"'],
  ])('%j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });
});

describe('floats in Go style', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [0.1, '0.1'],
    [123456.5, '123456.5'],
    [1234567.5, '1.2345675e+06'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e100, '1e+100'],
    [-1.5e-10, '-1.5e-10'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
  ])('%d is %s', (value, text) => {
    expect(floatText(value)).toBe(text);
  });

  it.each<[string, number | undefined, string]>([
    ['0', 10, '0'],
    ['1234567.5', 10, '1234567.5'],
    ['12345678901', 10, '1.23456789e+10'],
    ['100000', 3, '1e+05'],
    ['100', 10, '100'],
    ['2.5', 1, '2'],
    ['3.5', 1, '4'],
    ['0.00001', 10, '1e-05'],
    ['-Inf', 10, '-Inf'],
    ['1234567', undefined, '1.234567e+06'],
    ['123456', undefined, '123456'],
  ])('%s with %s digits is %s', (text, digits, written) => {
    expect(generalText(BigFloat.parse(text) ?? BigFloat.zero, digits)).toBe(written);
  });
});

describe('what stays of a known beginning', () => {
  it.each([
    ['', ''],
    ['a', ''],
    ['abc', 'ab'],
    ['ae\u0301', 'a'],
    ['a👩‍👩‍👧', 'a'],
    ['a\r\n', 'a'],
  ])('%j', (text, safe) => {
    expect(safePrefix(text)).toBe(safe);
  });
});

describe('the console form', () => {
  it.each([
    ['"a\\nb"', 'a\nb'],
    ['null', 'null'],
    ['true', 'true'],
    ['1/3', '0.3333333333333333'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', '9.223372036854776e+18'],
    ['1e400', '+Inf'],
    ['-0', '0'],
    ['[]', '[]'],
    ['{}', '{}'],
    ['{a = null}', '{}'],
    ['["a\\n", null, [1]]', '[\n  "a\\n",\n  null,\n  [\n    1,\n  ],\n]'],
    ['{b = {"x y" = true}, a = 1}', '{\n  "a" = 1\n  "b" = {\n    "x y" = true\n  }\n}'],
    ['[unk]', '<unknown>'],
    ['secret', 'hush'],
    ['st', '[\n  "a",\n  "b",\n]'],
  ])('%s', (expression, text) => {
    expect(displayText(evaluateText(expression).value)).toBe(text);
  });

  it('rounds to a float what is no whole number', () => {
    expect(displayText(number(BigFloat.parse('0.1') ?? 0))).toBe('0.1');
  });
});
