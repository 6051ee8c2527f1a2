import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../src/legacy/index.ts';
import { read } from './support.ts';

const problem = (text: string): string => {
  const template = read(text);
  return template.ok ? 'fine' : template.error;
};

/** Message, line, column, offset. */
const syntax: readonly (readonly [string, string, number, number, number])[] = [
  ['', 'unexpected end of JSON input', 1, 0, 0],
  ['  ', 'unexpected end of JSON input', 1, 2, 2],
  ['{"a"', 'unexpected end of JSON input', 1, 4, 4],
  ['{"a":"b', 'unexpected end of JSON input', 1, 7, 7],
  ['{,}', "invalid character ',' looking for beginning of object key string", 1, 2, 2],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string", 1, 8, 8],
  ['[1,]', "invalid character ']' looking for beginning of value", 1, 4, 4],
  ['{"a" 1}', "invalid character '1' after object key", 1, 6, 6],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair", 1, 8, 8],
  ['[1 2]', "invalid character '2' after array element", 1, 4, 4],
  ['{} x', "invalid character 'x' after top-level value", 1, 4, 4],
  ['"a\nb"', "invalid character '\\n' in string literal", 2, 1, 3],
  ['"a\tb"', "invalid character '\\t' in string literal", 1, 3, 3],
  ['"\\q"', "invalid character 'q' in string escape code", 1, 3, 3],
  ['"\\u12x4"', "invalid character 'x' in \\u hexadecimal character escape", 1, 6, 6],
  ['-x', "invalid character 'x' in numeric literal", 1, 2, 2],
  ['1.x', "invalid character 'x' after decimal point in numeric literal", 1, 3, 3],
  ['1ex', "invalid character 'x' in exponent of numeric literal", 1, 3, 3],
  ['01', "invalid character '1' after top-level value", 1, 2, 2],
  ['tru3', "invalid character '3' in literal true (expecting 'e')", 1, 4, 4],
  ['nul', "invalid character ' ' in literal null (expecting 'l')", 1, 3, 3],
  ['[-', "invalid character ' ' in numeric literal", 1, 2, 2],
  ["'a'", "invalid character '\\'' looking for beginning of value", 1, 1, 1],
  ['\ufeff{}', "invalid character 'ï' looking for beginning of value", 1, 1, 1],
  ['// x', "invalid character '/' looking for beginning of value", 1, 1, 1],
  [
    '{\n "ä": "ü",\n}',
    "invalid character '}' looking for beginning of object key string",
    3,
    2,
    16,
  ],
  ['['.repeat(1001), 'exceeded max depth', 1, 1001, 1001],
];

describe('JSON syntax errors', () => {
  test.each(syntax)('%j', (text, message, line, column, offset) => {
    const error = problem(text);
    expect(error.split('\n').slice(0, 2).join('\n')).toBe(
      `Error parsing JSON: ${message}\nAt line ${line}, column ${column} (offset ${offset}):`,
    );
  });

  test('show the line before and the line up to the culprit', () => {
    expect(problem('{\n  "builders": [\n    {"type": "null",}\n  ]\n}\n')).toBe(
      [
        "Error parsing JSON: invalid character '}' looking for beginning of object key string",
        'At line 3, column 22 (offset 39):',
        '    2:   "builders": [',
        '    3:     {"type": "null",}',
        `${' '.repeat(27)}^`,
        '',
      ].join('\n'),
    );
  });

  test('show only the end of very long lines', () => {
    expect(problem(`{"a": "${'y'.repeat(1_000_000)}`).length).toBeLessThan(50_000);
  });

  test('in UTF-16', () => {
    const template = readTemplate(Uint8Array.from([0xff, 0xfe, 0x7b, 0]), '');
    expect(template.ok ? '' : template.error).toContain("invalid character 'ÿ' looking");
  });
});

const rows: readonly (readonly [string, string])[] = [
  ['null', 'fine'],
  ['{}', 'fine'],
  ['{"_comment": "x", "push": {}, "comments": [], "description": "d"}', 'fine'],
  ['{"comments": [{"a": "b", "c": null}, null]}', 'fine'],
  [
    '{"comments": "x"}',
    "1 error(s) decoding:\n\n* 'Comments': source data must be an array or slice, got string",
  ],
  [
    '{"comments": [5, {"a": 5}]}',
    "2 error(s) decoding:\n\n* 'Comments[0]' expected a map, got 'float64'\n* 'Comments[1][a]' expected type 'string', got unconvertible type 'float64', value: '5'",
  ],
  ['{"provisioners": [{"type": "a", "override": []}]}', 'fine'],
  ['{"provisioners": [{"type": "a", "override": [{"b": {}}, null]}]}', 'fine'],
  ['[1e400]', 'json: cannot unmarshal number 1e400 into Go value of type float64'],
  ['{"x": 1e400}', 'json: cannot unmarshal number 1e400 into Go value of type float64'],
  ['{"Builders": [{"TYPE": "null"}]}', 'fine'],
  ['{"a": 1, "b": {"c": 1, "c": 2}}', 'template has duplicate field: c'],
  ['[]', "'' expected a map, got 'slice'"],
  ['"x"', "'' expected a map, got 'string'"],
  ['5', "'' expected a map, got 'float64'"],
  [
    '{"zz": 1, "aa": 1}',
    "2 errors occurred:\n\t* Unknown root level key in template: 'aa'\n\t* Unknown root level key in template: 'zz'\n\n",
  ],
  ['{"_a": 1}', 'Failed to cast root level comment value in comment "_a" to string.'],
  [
    '{"description": 5, "builders": {}}',
    "2 error(s) decoding:\n\n* 'Description' expected type 'string', got unconvertible type 'float64', value: '5'\n* 'builders': source data must be an array or slice, got map",
  ],
  ['{"variables": []}', "1 error(s) decoding:\n\n* 'Variables' expected a map, got 'slice'"],
  [
    '{"sensitive-variables": [1]}',
    "1 error(s) decoding:\n\n* 'sensitive-variables[0]' expected type 'string', got unconvertible type 'float64', value: '1'",
  ],
  [
    '{"variables": {"b": 5, "a": {}}}',
    "2 errors occurred:\n\t* variable a: '' expected type 'string', got unconvertible type 'map[string]interface {}', value: 'map[]'\n\t* variable b: '' expected type 'string', got unconvertible type 'float64', value: '5'\n\n",
  ],
  [
    '{"builders": [null, "x", {"type": "a"}, {"type": "a"}, {"name": "b"}]}',
    "4 errors occurred:\n\t* builder 1: '' expected a map, got 'null'\n\t* builder 2: '' expected a map, got 'string'\n\t* builder 4: builder with name 'a' already exists\n\t* builder 5: missing 'type'\n\n",
  ],
  [
    '{"post-processors": [{"type": "a", "only": "b"}]}',
    "1 error occurred:\n\t* post-processor 1.1: 1 error(s) decoding:\n\n* 'Only': source data must be an array or slice, got string\n\n",
  ],
  [
    '{"post-processors": [{"type": "a", "keep_input_artifact": "yes"}]}',
    "1 error occurred:\n\t* post-processor 1.1: 1 error(s) decoding:\n\n* 'keep_input_artifact' expected type 'bool', got unconvertible type 'string', value: 'yes'\n\n",
  ],
  [
    '{"provisioners": [{"type": "a", "timeout": "5"}, "x", {"type": "a", "override": 1}]}',
    "3 errors occurred:\n\t* provisioner 1: Error decoding provisioner: 1 error(s) decoding:\n\n* error decoding 'timeout': time: missing unit in duration \"5\"\n\t* provisioner 2: Error decoding provisioner: '' expected a map, got 'string'\n\t* provisioner 3: Error decoding provisioner: 1 error(s) decoding:\n\n* 'Override' expected a map, got 'float64'\n\n",
  ],
  [
    '{"error-cleanup-provisioner": {}}',
    "1 error occurred:\n\t* On Error Cleanup Provisioner error: Provisioner missing 'type'\n\n",
  ],
  [
    '{"builders":[{}],"provisioners":[{"x":1},{"type":"shell","timeout":"zz"}],"post-processors":[[["a"]],5,[5],{"x":1}]}',
    "7 errors occurred:\n\t* builder 1: missing 'type'\n\t* post-processor 1.1: sequence not allowed to be nested in a sequence\n\t* post-processor 2: bad format\n\t* post-processor 3.1: unknown format\n\t* post-processor 4.1: type is required\n\t* provisioner 1: Provisioner missing 'type'\n\t* provisioner 2: Error decoding provisioner: 1 error(s) decoding:\n\n* error decoding 'timeout': time: invalid duration \"zz\"\n\n",
  ],
];

describe('what the sections may hold', () => {
  test.each(rows)('%j', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  test('a whole template', () => {
    const template = read(
      JSON.stringify({
        min_packer_version: '1.5.0',
        description: 'd',
        variables: { b: 'x', a: null },
        'sensitive-variables': ['b', 'nope'],
        builders: [{ type: 'null', name: 'n', communicator: 'none' }, { type: 5 }],
        provisioners: [
          {
            type: 'shell',
            only: 'n',
            pause_before: '1m',
            timeout: 1,
            max_retries: 3,
            inline: ['x'],
          },
        ],
        'error-cleanup-provisioner': { type: 'shell', except: ['n'] },
        'post-processors': ['a', [{ type: 'b', name: 'c', keep_input_artifact: true }, 'd']],
      }),
    );
    expect(template.ok ? { ...template.value, text: '' } : template.error).toEqual({
      path: '/here/a.json',
      text: '',
      minimumVersion: '1.5.0',
      description: 'd',
      variables: new Map([
        ['a', { name: 'a', default: '', required: true }],
        ['b', { name: 'b', default: 'x', required: false }],
      ]),
      sensitiveVariables: ['b'],
      builders: new Map([
        ['n', { type: 'null', name: 'n', config: new Map([['communicator', 'none']]) }],
        ['5', { type: '5', name: '5', config: new Map() }],
      ]),
      provisioners: [
        {
          type: 'shell',
          filter: { only: ['n'], except: [] },
          override: new Map(),
          pauseBefore: 60_000_000_000n,
          timeout: 1n,
          maxRetries: '3',
          config: new Map([['inline', ['x']]]),
        },
      ],
      cleanupProvisioner: {
        type: 'shell',
        filter: { only: [], except: ['n'] },
        override: new Map(),
        pauseBefore: 0n,
        timeout: 0n,
        maxRetries: '',
        config: new Map(),
      },
      postProcessors: [
        [{ type: 'a', name: 'a', filter: { only: [], except: [] }, config: new Map() }],
        [
          {
            type: 'b',
            name: 'c',
            filter: { only: [], except: [] },
            keepInputArtifact: true,
            config: new Map(),
          },
          { type: 'd', name: 'd', filter: { only: [], except: [] }, config: new Map() },
        ],
      ],
    });
  });
});
