import { describe, expect, it } from 'vitest';
import { readTypeConstraint } from '../../src/eval/index.ts';
import { parseExpression } from '../../src/syntax/index.ts';
import { convert, type Type, typeExpression, unify } from '../../src/values/index.ts';
import { evaluateText } from '../eval/support.ts';
import { show } from './show.ts';

function type(text: string): Type {
  const parsed = parseExpression({ text, filename: 'type.hcl' });
  return readTypeConstraint(parsed.value, 'plain').value.type;
}

/** The converted value, or the message. */
function converted(expression: string, wanted: string): string {
  const result = convert(evaluateText(expression).value, type(wanted));
  return result.ok ? show(result.value) : result.error;
}

describe('conversion', () => {
  it.each([
    // primitives
    ['1.50', 'string', '"1.5"'],
    ['-0', 'string', '"-0"'],
    ['true', 'string', '"true"'],
    ['" 1"', 'number', 'a number is required'],
    ['"0x1"', 'number', 'a number is required'],
    ['"1e3"', 'number', '1000'],
    ['"true"', 'bool', 'true'],
    ['"0"', 'bool', 'false'],
    ['"True"', 'bool', 'a bool is required; to convert from string, use lowercase "true"'],
    ['"FALSE"', 'bool', 'a bool is required; to convert from string, use lowercase "false"'],
    ['"yes"', 'bool', 'a bool is required'],
    ['1', 'bool', 'bool required'],
    ['true', 'number', 'number required'],
    ['[]', 'string', 'string required'],
    // any
    ['[1, "a"]', 'any', '[1, "a"]'],
    ['null', 'any', 'null(any)'],
    // sequences
    ['[1, "a"]', 'list(string)', 'list(string)["1", "a"]'],
    ['[1, "a"]', 'list(any)', 'list(string)["1", "a"]'],
    ['[1, true]', 'list(any)', 'all list elements must have the same type'],
    ['[1, true]', 'set(any)', 'all set elements must have the same type'],
    ['["b", "a", "b"]', 'set(string)', 'set(string)["a", "b"]'],
    ['["10", "9"]', 'set(number)', 'set(number)[9, 10]'],
    ['[]', 'list(any)', 'list(any)[]'],
    ['[]', 'list(number)', 'list(number)[]'],
    ['l', 'list(number)', 'a number is required'],
    ['l', 'tuple([string, string, string])', 'tuple required'],
    ['[1, "2"]', 'tuple([string, number])', '["1", 2]'],
    ['[1]', 'tuple([string, number])', 'tuple required'],
    ['st', 'list(string)', 'list(string)["a", "b"]'],
    ['[[1], ["a"]]', 'list(list(any))', 'list(list(string))[list(string)["1"], list(string)["a"]]'],
    ['[null, "a"]', 'list(any)', 'list(string)[null(string), "a"]'],
    // mappings
    ['{a = 1, b = "x"}', 'map(string)', 'map(string){a = "1", b = "x"}'],
    ['{a = 1, b = true}', 'map(any)', 'all map elements must have the same type'],
    ['{}', 'map(number)', 'map(number){}'],
    ['{a = []}', 'map(string)', 'element "a": string required'],
    ['m', 'map(number)', 'map(number){x = 1, y = 2}'],
    ['m', 'object({x = number})', '{x = 1}'],
    ['m', 'object({z = number})', 'map has no element for required attribute "z"'],
    ['m', 'object({x = string, z = optional(number)})', '{x = "1", z = null(number)}'],
    ['{a = 1, b = 2}', 'object({a = string})', '{a = "1"}'],
    ['{a = 1}', 'object({a = string, b = optional(bool)})', '{a = "1", b = null(bool)}'],
    ['{}', 'object({a = string})', 'attribute "a" is required'],
    ['{}', 'object({a = string, b = string})', 'attributes "a" and "b" are required'],
    [
      '{}',
      'object({c = string, b = string, a = string})',
      'attributes "a", "b", and "c" are required',
    ],
    ['{a = []}', 'object({a = string})', 'attribute "a": string required'],
    ['[{}]', 'list(object({a = string}))', 'element 0: attribute "a" is required'],
    ['[[]]', 'list(string)', 'element 0: string required'],
    ['l', 'list(list(string))', 'incorrect list element type: list of string required'],
    ['l', 'map(string)', 'map of string required'],
    ['{}', 'list(any)', 'list of any single type required'],
    ['[[1], ["a"]]', 'set(list(any))', 'element types must all match for conversion to set'],
    [
      '{a = [1], b = ["x"]}',
      'map(list(any))',
      'map(list(string)){a = list(string)["1"], b = list(string)["x"]}',
    ],
    [
      '[{a = 1}, {a = "x"}]',
      'list(object({a = any}))',
      'list(object({a=string}))[{a = "1"}, {a = "x"}]',
    ],
    [
      '[{a = 1}, {a = []}]',
      'list(object({a = any}))',
      'cannot find a common base type for all elements',
    ],
    ['[dyn, []]', 'list(any)', 'all list elements must have the same type'],
    ['m', 'object({x = string, z = optional(list(string))})', '{x = "1", z = null(list(string))}'],
    [
      'm',
      'object({x = optional(list(string))})',
      'map element type is incompatible with attribute "x": list of string required',
    ],
    // null, unknown, marked
    ['nul', 'number', 'null(number)'],
    ['null', 'list(string)', 'null(list(string))'],
    ['nl', 'set(any)', 'null(set(string))'],
    ['unk', 'number', 'unknown(number)'],
    ['dyn', 'number', 'unknown(number)'],
    ['"a${unk}"', 'number', 'unknown(number, not null)'],
    ['ul', 'set(string)', 'unknown(set(string))'],
    ['[unk, "a"]', 'list(string)', 'list(string)[unknown(string), "a"]'],
    ['[unk, "a"]', 'set(string)', 'set(string)["a", unknown(string)]'],
    ['pin', 'string', '!"4"'],
    ['[pin, "a"]', 'list(string)', 'list(string)[!"4", "a"]'],
    ['[secret, "a"]', 'set(string)', '!set(string)["a", "hush"]'],
    ['sl', 'set(string)', '!set(string)["x"]'],
  ])('%s to %s', (expression, wanted, result) => {
    expect(converted(expression, wanted)).toBe(result);
  });
});

describe('unification', () => {
  it.each([
    [['string', 'number'], 'string'],
    [['number', 'bool'], undefined],
    [['number', 'bool', 'string'], 'string'],
    [['any', 'number'], 'number'],
    [[], undefined],
    [['list(number)', 'list(string)'], 'list(string)'],
    [['list(number)', 'tuple([string])'], 'list(string)'],
    [['tuple([number])', 'tuple([string])'], 'tuple([string])'],
    [['tuple([number])', 'tuple([string, bool])'], 'list(string)'],
    [['tuple([])', 'tuple([string])'], 'list(string)'],
    [['set(string)', 'tuple([string])'], 'set(string)'],
    [['list(string)', 'set(string)'], 'list(string)'],
    [['object({a = number})', 'object({a = string})'], 'object({a=string})'],
    [['object({a = number})', 'object({b = string})'], 'map(string)'],
    [['object({a = number})', 'object({a = bool})'], undefined],
    [['object({a = number})', 'object({b = bool})'], undefined],
    [['map(string)', 'object({a = number})'], 'map(string)'],
    [['object({})', 'tuple([])'], undefined],
    [['list(string)', 'any'], 'any'],
    [['map(number)', 'map(bool)'], undefined],
  ])('%j give %s', (types, result) => {
    const unified = unify(types.map(type));
    expect(unified && typeExpression(unified)).toBe(result);
  });
});
