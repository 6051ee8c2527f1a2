import { describe, expect, it } from 'vitest';
import { show } from '../values/show.ts';
import { evaluateText, told } from './support.ts';

/** The value, or every diagnostic. */
function worth(input: string): string | readonly string[] {
  const { value, diagnostics } = evaluateText(input);
  return diagnostics.length > 0 ? diagnostics.map(told) : show(value);
}

type Row = readonly [input: string, result: string | readonly string[]];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)('%s', (input, result) => {
      expect(worth(input)).toEqual(result);
    });
  });
}

const nothingNamed = (name: string) => `Unknown variable: There is no variable named "${name}".`;

table('arithmetic and comparison', [
  ['1 + 2 * 3 - 4 / 2', '5'],
  ['-2 + 5 % 3', '0'],
  ['"3" + 4', '7'],
  ['1 / 0', '+Inf'],
  ['5 % 0', '5'],
  ['-0', '-0'],
  ['!b', 'false'],
  ['1 < 2', 'true'],
  ['"10" > 9', 'true'],
  ['2 >= 2', 'true'],
  ['un + 1', 'unknown(number, not null)'],
  ['un < 1', 'unknown(bool, not null)'],
  ['(ub ? 1 : 5) > 0', 'true'],
  ['(ub ? 1 : 5) > 5', 'unknown(bool, not null)'],
  ['(ub ? 1 : 5) >= 6', 'false'],
  ['-un', 'unknown(number, not null)'],
  ['!ub', 'unknown(bool, not null)'],
  ['pin * 2', '!8'],
  ['-pin', '!-4'],
  ['pin < 5', '!true'],
  ['dyn + 1', 'unknown(number, not null)'],
  [
    '0 / 0',
    [
      "1-6 Operation failed: Error during operation: can't divide zero by zero or infinity by infinity.",
    ],
  ],
  [
    '1/0 - 1/0',
    ["1-10 Operation failed: Error during operation: can't subtract infinity from itself."],
  ],
  [
    '0 * (1/0)',
    ["1-10 Operation failed: Error during operation: can't multiply zero by infinity."],
  ],
  [
    '1/0 + -1/0',
    ["1-11 Operation failed: Error during operation: can't compute sum of opposing infinities."],
  ],
  [
    '1 % (1/0)',
    ["1-10 Operation failed: Error during operation: can't use modulo with zero and infinity."],
  ],
  ['nul + "1"', ['1-10 Operation failed: Error during operation: argument must not be null.']],
  ['!null', ['1-6 Operation failed: Error during operation: argument must not be null.']],
  [
    '"a" + {}',
    [
      '1-4 (in 1-9) Invalid operand: Unsuitable value for left operand: a number is required.',
      '7-9 (in 1-9) Invalid operand: Unsuitable value for right operand: number required.',
    ],
  ],
  [
    '-"x"',
    ['2-5 (in 1-5) Invalid operand: Unsuitable value for unary operand: a number is required.'],
  ],
]);

table('&& and || decide early', [
  ['true && false', 'false'],
  ['"true" || false', 'true'],
  ['null && true', 'false'],
  ['absent || true', 'true'],
  ['false && absent', 'false'],
  ['ub && false', 'false'],
  ['ub || true', 'true'],
  ['ub && true', 'unknown(bool, not null)'],
  ['ub && ub', 'unknown(bool, not null)'],
  ['secret == "x" && true', '!false'],
  ['true && secret == "hush"', '!true'],
  ['null || false', ['1-14 Operation failed: Error during operation: argument must not be null.']],
  ['absent && true', [`1-7 ${nothingNamed('absent')}`]],
  ['absent || gone', [`1-7 ${nothingNamed('absent')}`, `11-15 ${nothingNamed('gone')}`]],
]);

table('conditionals', [
  ['true ? 1 : 2', '1'],
  ['true ? 1 : "a"', '"1"'],
  ['"true" ? 1 : 2', '1'],
  ['true ? null : 1', 'null(number)'],
  ['false ? absent : 1', '1'],
  ['true ? [] : ["a"]', 'list(string)[]'],
  ['true ? {a = 1} : {b = "x"}', 'map(string){a = "1"}'],
  ['ub ? 1 : 1', '1'],
  ['ub ? 1 : 5', 'unknown(number, not null, >= 1, <= 5)'],
  ['ub ? "a" : "b"', 'unknown(string, not null)'],
  ['ub ? null : null', 'null(any)'],
  ['ub ? l : l', 'list(string)[unknown(string), unknown(string), unknown(string)]'],
  ['ub ? null : "a"', 'unknown(string)'],
  ['pin == 4 ? "a" : "b"', '!"a"'],
  ['true ? secret : "b"', '!"hush"'],
  ['ub ? secret : "b"', '!unknown(string, not null)'],
  ['true ? dyn : 1', 'unknown(any)'],
  [
    'null ? 1 : 2',
    [
      '1-5 (in 1-13) Null condition: The condition value is null. Conditions must either be true or false.',
    ],
  ],
  [
    '1 ? 1 : 2',
    ['1-2 (in 1-10) Incorrect condition type: The condition expression must be of type bool.'],
  ],
  [
    'true ? {} : 1',
    [
      "8-14 (in 1-14) Inconsistent conditional result types: The true and false result expressions must have consistent types. The 'true' value is object, but the 'false' value is number.",
    ],
  ],
  [
    'true ? {a = 1} : {a = true}',
    [
      "8-28 (in 1-28) Inconsistent conditional result types: The true and false result expressions must have consistent types. Type mismatch for object attribute \"a\": The 'true' value is number, but the 'false' value is bool.",
    ],
  ],
  [
    'true ? [1] : [1, true]',
    [
      "8-23 (in 1-23) Inconsistent conditional result types: The true and false result expressions must have consistent types. The 'true' tuple has length 1, but the 'false' tuple has length 2.",
    ],
  ],
]);

table('templates', [
  ['"a${1}b"', '"a1b"'],
  ['"${l}"', 'list(string)["a", "b", "c"]'],
  ['"${1/3 > 0}!"', '"true!"'],
  ['"%{ if b }x%{ else }y%{ endif }"', '"x"'],
  ['"%{ for v in l }${v},%{ endfor }"', '"a,b,c,"'],
  ['"%{ for k, v in m ~} ${k}=${v} %{ endfor }"', '"x=1 y=2 "'],
  ['"ab${unk}"', 'unknown(string, not null, starts with "a")'],
  ['"${unk}ab"', 'unknown(string, not null)'],
  ['"a${secret}"', '!"ahush"'],
  ['"%{ if secret == "x" }a%{ else }b%{ endif }!"', '!"b!"'],
  ['"%{ for v in sl }${v}%{ endfor }"', '!"x"'],
  ['"%{ for v in ul }${v}%{ endfor }"', 'unknown(string, not null)'],
  [
    '"a${null}"',
    [
      '5-9 (in 1-11) Invalid template interpolation value: The expression result is null. Cannot include a null value in a string template.',
    ],
  ],
  [
    '"a${l}${absent}"',
    [
      '5-6 (in 1-17) Invalid template interpolation value: Cannot include the given value in a string template: string required.',
      `9-15 ${nothingNamed('absent')}`,
    ],
  ],
]);

table('for', [
  ['[for v in l : "${v}!"]', '["a!", "b!", "c!"]'],
  ['[for i, v in l : i]', '[0, 1, 2]'],
  ['[for k, v in st : k]', '["a", "b"]'],
  ['[for k, v in m : "${k}${v}"]', '["x1", "y2"]'],
  ['{for k, v in m : v => k}', '{1 = "x", 2 = "y"}'],
  ['[for v in ln : v if v > 1]', '[2, 3]'],
  ['{for v in ["a", "b", "a"] : v => 1...}', '{a = [1, 1], b = [1]}'],
  ['[for s in ["inner"] : s]', '["inner"]'],
  ['[for v in [1] : [for v in ["x"] : v]]', '[["x"]]'],
  ['[for v in ul : v]', 'unknown(any)'],
  ['[for v in dyn : v]', 'unknown(any)'],
  ['[for v in l : v if ub]', 'unknown(any)'],
  ['[for v in [un] : v if v]', 'unknown(any)'],
  [
    '{for v in [un] : "a" => 1 if v}',
    ["30-31 (in 1-32) Invalid 'for' condition: The 'if' clause value is invalid: bool required."],
  ],
  ['[for v in ul : v if secret == "x"]', '!unknown(any)'],
  ['{for v in ["a"] : (secret == "x" ? unk : "k") => 1}', '!{k = 1}'],
  ['{for v in [unk] : v => 1}', 'unknown(any)'],
  ['[for v in sl : v]', '![!"x"]'],
  ['[for v in l : v if secret == "x"]', '![]'],
  ['{for v in [secret] : v => 1}', '!{hush = 1}'],
  [
    '[for v in null : v]',
    [
      "11-15 (in 1-20) Iteration over null value: A null value cannot be used as the collection in a 'for' expression.",
    ],
  ],
  [
    '[for v in 5 : v]',
    [
      "11-12 (in 1-17) Iteration over non-iterable value: A value of type number cannot be used as the collection in a 'for' expression.",
    ],
  ],
  [
    '[for v in l : v if null]',
    ["20-24 (in 1-25) Condition is null: The value of the 'if' clause must not be null."],
  ],
  [
    '[for v in l : v if 5]',
    ["20-21 (in 1-22) Invalid 'for' condition: The 'if' clause value is invalid: bool required."],
  ],
  [
    '[for v in l : v if v]',
    [
      "20-21 (in 1-22) Invalid 'for' condition: The 'if' clause value is invalid: a bool is required.",
    ],
  ],
  [
    '[for v in [true, null] : 1 if v]',
    ["31-32 (in 1-33) Invalid 'for' condition: The value of the 'if' clause must not be null."],
  ],
  [
    '{for v in [null] : v => 1}',
    [
      "20-21 (in 1-27) Invalid object key: Key expression in 'for' expression must not produce a null value.",
    ],
  ],
  [
    '{for v in [[]] : v => 1}',
    [
      '18-19 (in 1-25) Invalid object key: The key expression produced an invalid result: string required.',
    ],
  ],
  [
    '{for v in ["a", "a"] : v => 1}',
    [
      '24-25 (in 1-31) Duplicate object key: Two different items produced the key "a" in this \'for\' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.',
    ],
  ],
  ['[for v in l : absent if absent]', [`25-31 ${nothingNamed('absent')}`]],
]);

table('splats', [
  ['objs[*].id', '["p", "q"]'],
  ['objs.*.id', '["p", "q"]'],
  ['objs[*].tags[0]', '["p1", "q1"]'],
  ['objs.*.tags[0]', '["p1"]'],
  ['objs[*].tags[*]', '[["p1"], ["q1"]]'],
  ['l[*]', 'list(string)["a", "b", "c"]'],
  ['5[*]', '[5]'],
  ['nul[*]', '[]'],
  ['null[*]', '[]'],
  ['unk[*]', 'unknown(any)'],
  ['"a${unk}"[*]', '[unknown(string, not null)]'],
  ['ul[*]', 'unknown(list(string), not null)'],
  ['dyn[*].x', 'unknown(any)'],
  ['sl[*]', '!list(string)[!"x"]'],
  ['absent[*][gone]', [`1-7 ${nothingNamed('absent')}`]],
  [
    'nl[*]',
    [
      '1-3 (in 1-6) Splat of null value: Splat expressions (with the * symbol) cannot be applied to null sequences.',
    ],
  ],
  [
    'objs[*].nope',
    [
      '8-13 Unsupported attribute: This object does not have an attribute named "nope".',
      '8-13 Unsupported attribute: This object does not have an attribute named "nope".',
    ],
  ],
]);

table('attributes and indexes', [
  ['o.name', '"bob"'],
  ['o["name"]', '"bob"'],
  ['m.x', '"1"'],
  ['m[1 == 1 ? "y" : "x"]', '"2"'],
  ['l[1]', '"b"'],
  ['l["1"]', '"b"'],
  ['t.0', '"a"'],
  ['l[un]', 'unknown(string)'],
  ['t[un]', 'unknown(any)'],
  ['o[unk]', 'unknown(any)'],
  ['ul[0]', 'unknown(string)'],
  ['dyn.a[0]', 'unknown(any)'],
  ['sl[0]', '!"x"'],
  ['l[pin - 4]', '!"a"'],
  [
    'l[3]',
    [
      '2-5 Invalid index: The given key does not identify an element in this collection value: the given index is greater than or equal to the length of the collection.',
    ],
  ],
  [
    'l[4]',
    ['2-5 Invalid index: The given key does not identify an element in this collection value.'],
  ],
  [
    '[][0]',
    [
      '3-6 Invalid index: The given key does not identify an element in this collection value: the collection has no elements.',
    ],
  ],
  [
    'l[-1]',
    [
      '2-6 Invalid index: The given key does not identify an element in this collection value: a negative number is not a valid index for a sequence.',
    ],
  ],
  [
    'l[0.5]',
    [
      '2-7 Invalid index: The given key does not identify an element in this collection value: indexing a sequence requires a whole number, but the given index has a fractional part.',
    ],
  ],
  [
    'l["x"]',
    [
      '2-7 Invalid index: The given key does not identify an element in this collection value: a number is required.',
    ],
  ],
  [
    'm["z"]',
    ['2-7 Invalid index: The given key does not identify an element in this collection value.'],
  ],
  [
    'o[0]',
    [
      '2-5 Invalid index: The given key does not identify an element in this collection value. An object only supports looking up attributes by name, not by numeric index.',
    ],
  ],
  ['l[null]', ["2-8 Invalid index: Can't use a null value as an indexing key."]],
  [
    'nl[0]',
    ['3-6 Attempt to index null value: This value is null, so it does not have any indices.'],
  ],
  ['n[0]', ['2-5 Invalid index: This value does not have any indices.']],
  [
    'st[0]',
    [
      "3-6 Invalid index: Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
    ],
  ],
  [
    'nul.a',
    [
      '4-6 Attempt to get attribute from null value: This value is null, so it does not have any attributes.',
    ],
  ],
  ['o.nope', ['2-7 Unsupported attribute: This object does not have an attribute named "nope".']],
  ['m.z', ['2-4 Missing map element: This map does not have an element with the key "z".']],
  [
    'n.a',
    ["2-4 Unsupported attribute: Can't access attributes on a primitive-typed value (number)."],
  ],
  ['l.a', ['2-4 Unsupported attribute: This value does not have any attributes.']],
  ['absent.a', [`1-7 ${nothingNamed('absent')}`]],
  [
    'secrets',
    ['1-8 Unknown variable: There is no variable named "secrets". Did you mean "secret"?'],
  ],
]);

table('constructors', [
  ['[1, "a", null]', '[1, "a", null(any)]'],
  ['{a = 1, "b c" = 2, (s) = 3, 4 = 5}', '{4 = 5, a = 1, b c = 2, hello = 3}'],
  ['{null = 1, true = 2}', '{null = 1, true = 2}'],
  ['{a = 1, a = 2}', '{a = 2}'],
  ['{"é" = 1, "e\u0301" = 2}', '{é = 2}'],
  ['{(unk) = 1}', 'unknown(any)'],
  ['{(secret) = 1}', '!{hush = 1}'],
  ['{a = secret}', '{a = !"hush"}'],
  ['{(null) = 1}', ["11-12 Null value as key: Can't use a null value as a key."]],
  ['{(l) = 1}', ["2-5 Incorrect key type: Can't use this value as a key: string required."]],
  [
    '{o.name = 1}',
    [
      "2-8 Ambiguous attribute key: If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
    ],
  ],
]);

table('calls', [
  ['text("a", 1)', '"a1"'],
  ['text(l...)', '"abc"'],
  ['text("x", st...)', '"xab"'],
  ['count([1, "a"])', '2'],
  ['pass(null)', 'null(any)'],
  ['text(unk)', 'unknown(string, not null)'],
  ['text(dyn)', 'unknown(string, not null)'],
  ['pass(unk)', 'unknown(string)'],
  ['text(ul...)', 'unknown(any)'],
  ['text(dyn...)', 'unknown(any)'],
  ['text(secret, "x")', '!"hushx"'],
  ['text(sl...)', '!"x"'],
  ['count([secret, 1])', '!2'],
  ['text(unk, secret)', '!unknown(string, not null)'],
  [
    'text()',
    [
      '6-7 (in 1-7) Not enough function arguments: Function "text" expects at least 1 argument(s). Missing value for "str".',
    ],
  ],
  [
    'count()',
    [
      '7-8 (in 1-8) Not enough function arguments: Function "count" expects 1 argument(s). Missing value for "items".',
    ],
  ],
  [
    'count([], 1)',
    ['11-12 (in 1-13) Too many function arguments: Function "count" expects only 1 argument(s).'],
  ],
  [
    'text(null)',
    [
      '6-10 (in 1-11) Invalid function argument: Invalid value for "str" parameter: argument must not be null.',
    ],
  ],
  [
    'text("a", [])',
    [
      '11-12 (in 1-14) Invalid function argument: Invalid value for "more" parameter: string required.',
    ],
  ],
  [
    'text(s...)',
    [
      '6-7 (in 1-11) Invalid expanding argument value: The expanding argument (indicated by ...) must be of a tuple, list, or set type.',
    ],
  ],
  [
    'text(null...)',
    [
      '6-10 (in 1-14) Invalid expanding argument value: The expanding argument (indicated by ...) must not be null.',
    ],
  ],
  [
    'texts("a")',
    [
      '1-6 (in 1-11) Call to unknown function: There is no function named "texts". Did you mean "text"?',
    ],
  ],
  [
    '[for v in [1] : texts(v)]',
    ['17-22 (in 17-25) Call to unknown function: There is no function named "texts".'],
  ],
  [
    'a::b(1)',
    ['1-5 (in 1-8) Call to unknown function: There are no functions in namespace "a::".'],
  ],
  ['text(absent, gone)', [`6-12 ${nothingNamed('absent')}`, `14-18 ${nothingNamed('gone')}`]],
]);
