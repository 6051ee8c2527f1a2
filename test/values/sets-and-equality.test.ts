import { describe, expect, it } from 'vitest';
import {
  BigFloat,
  boolType,
  listOf,
  nullOf,
  numberType,
  set,
  string,
  stringType,
  type Type,
  unknown,
} from '../../src/values/index.ts';
import { evaluateText } from '../eval/support.ts';
import { show } from './show.ts';

describe('sets', () => {
  it.each<[string, Type, string]>([
    ['["b", "a", "b"]', stringType, 'set(string)["a", "b"]'],
    ['["é", "z", "Z"]', stringType, 'set(string)["Z", "z", "é"]'],
    ['[10, 9, 1e1]', numberType, 'set(number)[9, 10]'],
    ['[0, -0]', numberType, 'set(number)[0, -0]'],
    ['[true, false, true]', boolType, 'set(bool)[false, true]'],
    ['[unk, "a", unk]', stringType, 'set(string)["a", unknown(string), unknown(string)]'],
    ['[["b"], ["a", "c"], ["b"]]', listOf(stringType), 'set(list(string))[["a", "c"], ["b"]]'],
    ['[secret, "a"]', stringType, '!set(string)["a", "hush"]'],
  ])('%s', (expression, element, result) => {
    const { content } = evaluateText(expression).value;
    expect(show(set(element, Array.isArray(content) ? content : []))).toBe(result);
  });

  it('put nulls after everything else', () => {
    const elements = [nullOf(stringType), unknown(stringType), string('a'), nullOf(stringType)];
    expect(show(set(stringType, elements))).toBe('set(string)["a", unknown(string), null(string)]');
  });
});

describe('equality', () => {
  it.each([
    ['1 == "1"', 'false'],
    ['1 == 1.0', 'true'],
    ['0.1 + 0.2 == 0.3', 'true'],
    ['0 == -0', 'true'],
    ['1.1 * 1.1 == 1.21', 'false'],
    ['"e\u0301" == "é"', 'true'],
    ['l == ["a", "b", "c"]', 'false'],
    ['[1, 2] == [1, 2]', 'true'],
    ['{a = 1} == {a = 1}', 'true'],
    ['{a = 1} == {b = 1}', 'false'],
    ['{} == m', 'false'],
    ['null == null', 'true'],
    ['null == nul', 'true'],
    ['null == 1', 'false'],
    ['st == st', 'true'],
    ['unk == "a"', 'unknown(bool, not null)'],
    ['unk == 1', 'false'],
    ['unk == null', 'unknown(bool, not null)'],
    ['"a${unk}" == null', 'false'],
    ['"a-${unk}" == "b"', 'false'],
    ['"abc${unk}" == "abd"', 'unknown(bool, not null)'],
    ['dyn == 1', 'unknown(bool, not null)'],
    ['dyn == dyn', 'unknown(bool, not null)'],
    ['[unk, 1] == ["a", 2]', 'unknown(bool, not null)'],
    ['[1, unk] == [2, "a"]', 'false'],
    ['{a = unk, b = 1} == {a = "x", b = 2}', 'false'],
    ['[dyn] == [1, 2]', 'false'],
    ['secret == "hush"', '!true'],
    ['[secret] != ["x"]', '!true'],
    ['(ub ? 1 : 5) == 7', 'false'],
    ['(ub ? 1 : 5) == 5', 'unknown(bool, not null)'],
  ])('%s', (expression, result) => {
    expect(show(evaluateText(expression).value)).toBe(result);
  });

  it('takes a float and a literal that print alike for equal', () => {
    const float = BigFloat.fromFloat64(0.1);
    expect(float?.toText()).toBe(BigFloat.parse('0.1')?.toText());
  });
});
