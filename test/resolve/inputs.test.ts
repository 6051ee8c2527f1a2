import { expect, test } from 'vitest';
import { shown } from '../schema/reading.ts';
import { type Case, resolving } from './resolving.ts';

const declared = (type: string, more = '') => `variable "v" {\n type = ${type}\n${more}}\n`;

const values = async (given: Case) => {
  const { resolved, phaseA, phaseC } = await resolving(given);
  const variables = resolved.variables.map(({ name, value }) => [name, shown(value)]);
  return { variables: Object.fromEntries(variables), diagnostics: [...phaseA, ...phaseC] };
};

const v = (value: unknown, ...diagnostics: string[]) => ({ variables: { v: value }, diagnostics });

const precedence = {
  'a.pkr.hcl': declared('string', ' default = "default"\n'),
  'b.auto.pkrvars.hcl': 'v = "auto b"',
  'a.auto.pkrvars.hcl': 'v = "auto a"',
  'a.auto.pkrvars.json': '{"v": "auto json"}',
  'x.pkrvars.hcl': 'v = "x"',
  'y.json': '{"v": "y"}',
};

test.each<[string, Case, unknown]>([
  ['default', { files: { 'a.pkr.hcl': precedence['a.pkr.hcl'] } }, v('default')],
  [
    'environment over default',
    {
      files: { 'a.pkr.hcl': precedence['a.pkr.hcl'] },
      environment: { PKR_VAR_v: 'env', PKR_VAR_w: '1' },
    },
    v('env'),
  ],
  [
    'automatic files over environment, JSON ones last',
    { files: precedence, environment: { PKR_VAR_v: 'env' } },
    v('auto json'),
  ],
  [
    'no automatic files beside a single file',
    { files: precedence, path: 'a.pkr.hcl' },
    v('default'),
  ],
  [
    'named files in order',
    { files: precedence, inputs: { variableFiles: ['y.json', 'x.pkrvars.hcl'] } },
    v('x'),
  ],
  [
    'the last -var over all',
    {
      files: precedence,
      inputs: {
        variableFiles: ['x.pkrvars.hcl'],
        variables: [
          { name: 'v', value: 'one' },
          { name: 'v', value: 'two' },
        ],
      },
    },
    v('two'),
  ],
])('%s', async (_, given, expected) => {
  expect(await values(given)).toEqual(expected);
});

const argument = (type: string, value: string): Case => ({
  files: { 'a.pkr.hcl': declared(type) },
  inputs: { variables: [{ name: 'v', value }] },
});

test.each<[string, string, unknown]>([
  ['string', '["a"]', v('["a"]')],
  ['any', '["a"]', v('["a"]')],
  ['number', '1.50', v(1.5)],
  [
    'number',
    'x',
    v(
      '<dynamic>',
      "error - Invalid argument value for -var variable | The received arg value for v is not compatible with the variable's type constraint: a number is required.",
    ),
  ],
  ['bool', 'true', v(true)],
  [
    'bool',
    'yes',
    v(
      '<bool>',
      'error <value for var.v from arguments>:1,1-4 Variables not allowed | Variables may not be used here.',
    ),
  ],
  ['list(string)', '["a", 1]', v(['a', '1'])],
  ['object({ a = optional(number, 3) })', '{}', v({ a: 3 })],
  [
    'list(string)',
    '[upper("a")]',
    v(
      ['<string>'],
      'error <value for var.v from arguments>:1,2-12 Function calls not allowed | Functions may not be called here.',
    ),
  ],
])('-var of type %s: %s', async (type, text, expected) => {
  expect(await values(argument(type, text))).toEqual(expected);
});

const file = (content: string, more: Partial<Case> = {}): Case => ({
  files: { 'a.pkr.hcl': declared('string', ' default = "d"\n'), 'x.pkrvars.hcl': content },
  inputs: { variableFiles: ['x.pkrvars.hcl'], warnOnUndeclared: true },
  ...more,
});

test.each<[string, Case, unknown]>([
  [
    'names nobody declared',
    file('w = 1'),
    v(
      'd',
      'warning (x.pkrvars.hcl:1,1-6) Undefined variable | The variable "w" was set but was not declared as an input variable.\nTo declare variable "w" place this block in one of your .pkr.hcl files, such as variables.pkr.hcl\n\nvariable "w" {\n  type    = string\n  default = null\n}',
    ),
  ],
  [
    'a value of the wrong type',
    file('v = []'),
    v(
      '<dynamic>',
      "error x.pkrvars.hcl:1,5-7 Invalid value for variable | The value for v is not compatible with the variable's type constraint: string required.",
    ),
  ],
  [
    'no references',
    file('v = var.v'),
    v(
      '<string>',
      'error x.pkrvars.hcl:1,5-8 Variables not allowed | Variables may not be used here.',
    ),
  ],
  [
    'declarations do not belong there; nothing more is read',
    file('variable "v" {\n}', {
      inputs: { variableFiles: ['x.pkrvars.hcl'], variables: [{ name: 'v', value: 'cmd' }] },
    }),
    v(
      'd',
      'error x.pkrvars.hcl:1,1-9 Variable declaration in a .pkrvar file | A .pkrvar file is used to assign values to variables that have already been declared in .pkr files, not to declare new variables. To declare variable "v", place this block in one of your .pkr files, such as variables.pkr.hcl\n\nTo set a value for this variable in x.pkrvars.hcl, use the definition syntax instead:\n    v = <value>',
    ),
  ],
  [
    'an ending that says nothing',
    file('', { inputs: { variableFiles: ['x.vars'] } }),
    v(
      'd',
      'error - Could not guess format of x.vars | A var file must be suffixed with `.hcl` or `.json`.',
    ),
  ],
  [
    'an undeclared -var',
    file('', { inputs: { variables: [{ name: 'w', value: '1' }] } }),
    v(
      'd',
      'error - Undefined -var variable | A "w" variable was passed in the command line but was not found in known variables. To declare variable "w", place this block in one of your .pkr files, such as variables.pkr.hcl',
    ),
  ],
  [
    'text in a JSON file is literal',
    {
      files: { 'a.pkr.hcl': declared('string'), 'x.json': '{"v": "${x}"}' },
      inputs: { variableFiles: ['x.json'] },
    },
    v('${x}'),
  ],
])('%s', async (_, given, expected) => {
  expect(await values(given)).toEqual(expected);
});

const rule = (condition: string) =>
  `${declared('string', ` default = "long enough"\n validation {\n condition = ${condition}\n error_message = "Too short."\n }\n`)}`;

test.each<[string, Case, unknown]>([
  ['passes', { files: { 'a.pkr.hcl': rule('length(var.v) > 3') } }, v('long enough')],
  [
    'fails on the default',
    { files: { 'a.pkr.hcl': rule('length(var.v) > 30') } },
    v(
      'long enough',
      'error a.pkr.hcl:3,12-25 Invalid value for default variable | Too short.\n\nThis was checked by the validation rule at a.pkr.hcl:4,2-12.',
    ),
  ],
  [
    'fails on literal text',
    {
      files: { 'a.pkr.hcl': rule('length(var.v) > 3') },
      inputs: { variables: [{ name: 'v', value: 'x' }] },
    },
    v(
      'x',
      'error :0,0-0 Invalid value for cmd variable | Too short.\n\nThis was checked by the validation rule at a.pkr.hcl:4,2-12.',
    ),
  ],
  [
    'is null',
    { files: { 'a.pkr.hcl': rule('var.v == "" ? true : null') } },
    v(
      'long enough',
      'error a.pkr.hcl:5,14-39 Invalid variable validation result | Validation condition expression must return either true or false, not null.',
    ),
  ],
  [
    'is no bool',
    { files: { 'a.pkr.hcl': rule('var.v') } },
    v(
      'long enough',
      'error a.pkr.hcl:5,14-19 Invalid variable validation result | Invalid validation condition result value: a bool is required.',
    ),
  ],
  [
    'unset',
    { files: { 'a.pkr.hcl': declared('list(string)') } },
    v(
      '<list>',
      'error (a.pkr.hcl:1,1-13) Unset variable "v" | A used variable must be set or have a default value; see https://packer.io/docs/templates/hcl_templates/syntax for details.',
    ),
  ],
])('validation %s', async (_, given, expected) => {
  expect(await values(given)).toEqual(expected);
});
