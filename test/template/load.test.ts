import { describe, expect, test } from 'vitest';
import { reporter } from '../../src/source/index.ts';
import { duplicateRequirements, loadTemplate } from '../../src/template/index.ts';
import { shown, worded } from '../schema/reading.ts';
import { memoryPlatform } from './memory.ts';

type Tree = Readonly<Record<string, string | undefined>>;

async function load(tree: Tree, path = 'a.pkr.hcl', variables: Record<string, string> = {}) {
  const reports = reporter();
  const platform = memoryPlatform(tree, variables);
  const { template } = await loadTemplate({ path, coreVersion: '1.16.0' }, platform, reports);
  return { template, diagnostics: reports.diagnostics.map(worded) };
}

const said = async (text: string) => (await load({ 'a.pkr.hcl': text })).diagnostics;

describe('files', () => {
  test.each([
    ['.', ['.h.pkr.hcl', 'a.pkr.hcl', 'b.pkr.hcl', 'a.pkr.json'], true],
    ['b.pkr.hcl', ['b.pkr.hcl'], false],
    ['sub', ['sub/c.pkr.hcl'], true],
    ['', [], false],
  ])('%j stands for %j', async (path, names, folder) => {
    const tree: Tree = {
      'b.pkr.hcl': '',
      'a.pkr.json': '{}',
      'a.pkr.hcl': '',
      '.h.pkr.hcl': '',
      'x.hcl': '{',
      'sub/c.pkr.hcl': '',
      'folder.pkr.hcl/z': '',
    };
    const { template, diagnostics } = await load(tree, path);
    expect([template?.files.map((file) => file.filename), template?.folder, diagnostics]).toEqual([
      names,
      folder,
      [],
    ]);
  });

  test.each<[string, Tree, string, string[]]>([
    ['nothing there', {}, 'no.pkr.hcl', ['error -  | stat no.pkr.hcl: no such file or directory']],
    [
      'no template in the folder',
      { 'd/x.txt': '' },
      'd',
      [
        'error - Could not find any config file in d | A config file must be suffixed with `.pkr.hcl` or `.pkr.json`. A folder can be referenced.',
      ],
    ],
    [
      'links to nowhere',
      { 'a.pkr.hcl': undefined, 'b.pkr.json': undefined },
      '.',
      [
        'error - Failed to read file | The configuration file "a.pkr.hcl" could not be read.',
        'error - Failed to open file | The file "b.pkr.json" could not be opened.',
      ],
    ],
    [
      'links to folders',
      { 'a.pkr.hcl': undefined, 'a.pkr.hcl/x': '', 'b.pkr.json': undefined, 'b.pkr.json/x': '' },
      '.',
      [
        'error - Failed to read file | The configuration file "a.pkr.hcl" could not be read.',
        'error - Failed to read file | The file "b.pkr.json" was opened, but an error occured while reading it.',
      ],
    ],
    [
      'syntax errors of all files, and nothing else',
      { 'a.pkr.hcl': 'a = \n', 'b.pkr.hcl': 'b = \n', 'c.pkr.hcl': 'bogus {\n}' },
      '.',
      [
        'error a.pkr.hcl:1,5-2,1 Invalid expression | Expected the start of an expression, but found an invalid expression token.',
        'error b.pkr.hcl:1,5-2,1 Invalid expression | Expected the start of an expression, but found an invalid expression token.',
      ],
    ],
  ])('%s', async (_, tree, path, diagnostics) => {
    const loaded = await load(tree, path);
    expect([loaded.template, loaded.diagnostics]).toEqual([undefined, diagnostics]);
  });
});

describe('required_version', () => {
  test.each([
    ['">= 1.7.0, < 2.0.0"', []],
    ['null', []],
    [
      '"one"',
      [
        'error a.pkr.hcl:2,20-25 Invalid version constraint | This string does not use correct version constraint syntax. Check out the docs: https://packer.io/docs/templates/hcl_templates/blocks/packer#version-constraints',
      ],
    ],
    [
      '[]',
      [
        'error a.pkr.hcl:2,20-22 Invalid version constraint | A string value is required for required_version.',
      ],
    ],
    ['var.x', ['error a.pkr.hcl:2,20-23 Variables not allowed | Variables may not be used here.']],
  ])('%s', async (version, diagnostics) => {
    expect(await said(`packer {\nrequired_version = ${version}\n}`)).toEqual(diagnostics);
  });

  test('a mismatch hides everything else', async () => {
    expect(await said('packer {\n required_version = "< 1.0"\n}\nbogus {\n}')).toEqual([
      'error a.pkr.hcl:2,2-28 Unsupported Packer Core version | This configuration does not support Packer version 1.16.0. To proceed, either choose another supported Packer version or update this version constraint. Version constraints are normally set for good reason, so updating the constraint may lead to other errors or unexpected behavior.',
    ]);
  });
});

const docs = 'https://www.packer.io/docs/templates/hcl_templates/blocks/packer';

describe('required_plugins', () => {
  const invalidUrl = (...problems: string[]) =>
    [
      'The provided source URL is invalid.\nThe following errors have been discovered:',
      ...problems.map((problem) => `* ${problem}`),
      '\nA valid source looks like "github.com/hashicorp/happycloud"',
    ].join('\n');
  const from = (source: string) => `x = { version = "1.0", source = "${source}" }`;
  test.each([
    [from('github.com/a/x'), []],
    [
      'x = "~> 1.0"',
      `error a.pkr.hcl:3,1-13 Invalid plugin requirement | 'x = "~> 1.0"' plugin requirement calls are not possible. You must define a whole block. For example:\nx = {\n  source  = "github.com/hashicorp/x"\n  version = "~> 1.0"\n}`,
    ],
    [
      'x = 1.5',
      `error a.pkr.hcl:3,1-8 Invalid plugin requirement | 'x = "1.5"' plugin requirement calls are not possible. You must define a whole block. For example:\nx = {\n  source  = "github.com/hashicorp/x"\n  version = "1.5"\n}`,
    ],
    [
      'x = []',
      'error a.pkr.hcl:3,5-7 Invalid required_plugins syntax | required_plugins entries must be objects.',
    ],
    [
      'x = { source = "github.com/a/x" }',
      `error a.pkr.hcl:3,5-34 No version constraint was set | The version field must be specified as a string. Ex: \`version = ">= 1.2.0, < 2.0.0". See ${docs}#version-constraints for docs`,
    ],
    [
      'x = { version = 1, source = "github.com/a/x" }',
      `error a.pkr.hcl:3,5-47 Invalid version constraint | Version must be specified as a string. See ${docs}#version-constraint-syntax for docs.`,
    ],
    [
      'x = { version = "1.0" }',
      `error a.pkr.hcl:3,5-24 No source was set | The source field must be specified as a string. Ex: \`source = "coolcloud". See ${docs}#specifying-plugin-requirements for docs`,
    ],
    [
      'x = { version = "1.0", source = 1 }',
      'error a.pkr.hcl:3,5-36 Invalid source | Source must be specified as a string. For example: source = "coolcloud"',
    ],
    [
      'x = { version = "1.0", source = "github.com/a/x", z = 1 }',
      'error a.pkr.hcl:3,5-58 Invalid required_plugins object | required_plugins objects can only contain "version" and "source" attributes.',
    ],
    [
      'x_y = { version = "1.0", source = "github.com/a/x" }',
      'error a.pkr.hcl:3,7-53 Invalid plugin local name | x_y is an invalid plugin local name: must contain only letters, digits, and dashes, and may not use leading or trailing dashes: idna: disallowed rune U+005F',
    ],
    [
      from('https://github.com/a/x?v=1#y'),
      `error a.pkr.hcl:3,5-65 Failed to parse source | ${invalidUrl('A source URL must not contain a scheme (e.g. https://).', 'A source URL must not contain a query (e.g. ?var=val)', 'A source URL must not contain a fragment (e.g. #anchor).')}`,
    ],
    [
      from('/a/'),
      `error a.pkr.hcl:3,5-40 Failed to parse source | ${invalidUrl("A source URL must not start with a '/' character.", "A source URL must not end with a '/' character.")}`,
    ],
  ])('%s', async (entry, diagnostics) => {
    const text = `packer {\nrequired_plugins {\n${entry}\n}\n}`;
    expect(await said(text)).toEqual([diagnostics].flat());
  });

  test('what is required, in order', async () => {
    const { template } = await load({
      'a.pkr.hcl': `packer {\n required_plugins {\n b = { version = "~> 1.2", source = "github.com/x/b" }\n a = { version = "2.0.0", source = "example.com/x/y/a" }\n }\n}`,
    });
    expect(
      template?.requiredPlugins.map(({ name, source, version }) => [name, source, version]),
    ).toEqual([
      ['b', 'github.com/x/b', '~> 1.2'],
      ['a', 'example.com/x/y/a', '2.0.0'],
    ]);
  });
});

test('the same local name of a plugin in several files', async () => {
  const entry =
    'packer {\n required_plugins {\n x = { version = "1.0", source = "a.b/c/x" }\n }\n}';
  const { template } = await load({ 'a.pkr.hcl': entry, 'b.pkr.hcl': entry }, '.');
  expect(duplicateRequirements(template?.requiredPlugins ?? []).map(worded)).toEqual([
    'error (b.pkr.hcl:3,6-45) Duplicate required_plugin."x" block | Block previously seen at a.pkr.hcl:3,6-45 is already named "x".\nNames at the left hand side of required_plugins are made available to use in your HCL2 configurations.\nTo allow to calling to their features correctly two plugins have to have different accessors.',
  ]);
});

describe('variables', () => {
  test.each([
    ['variable "v" {\n}', ['v', 'dynamic', undefined]],
    ['variable "v" {\n default = "x"\n}', ['v', 'string', 'x']],
    ['variable "v" {\n default = null\n}', ['v', 'dynamic', null]],
    ['variable "v" {\n default = []\n}', ['v', 'dynamic', []]],
    ['variable "v" {\n default = [1]\n}', ['v', 'tuple', [1]]],
    ['variable "v" {\n type = list(string)\n default = [1]\n}', ['v', 'list', ['1']]],
    [
      'variable "v" {\n type = object({ a = string, b = optional(number, 5) })\n default = { a = "x" }\n}',
      ['v', 'object', { a: 'x', b: 5 }],
    ],
    ['variable "v" {\n default = env("SET")\n}', ['v', 'string', 'yes']],
    ['variable "v" {\n default = env("UNSET")\n}', ['v', 'string', '']],
    ['variables {\n v = { a = 1 }\n}', ['v', 'object', { a: 1 }]],
  ])('%j declares %j', async (text, declared) => {
    const { template, diagnostics } = await load({ 'a.pkr.hcl': text }, 'a.pkr.hcl', {
      SET: 'yes',
    });
    const [variable] = template?.variables ?? [];
    const value = variable?.default && shown(variable.default.value);
    expect([[variable?.name, variable?.type.kind, value], diagnostics]).toEqual([declared, []]);
  });

  test.each([
    [
      'variable "1st" {\n}',
      [
        'error a.pkr.hcl:1,10-15 Invalid variable name | A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.',
      ],
    ],
    [
      'variable "v" {\n}\nvariables {\n v = 1\n}\nvariable "v" {\n}',
      [
        'error (a.pkr.hcl:6,1-13) Duplicate variable | Duplicate v variable definition found.',
        'error a.pkr.hcl:4,2-3 Duplicate variable | Duplicate v variable definition found.',
      ].reverse(),
    ],
    [
      'variable "v" {\n type = strin\n default = var.x\n}',
      [
        'error a.pkr.hcl:2,9-14 Invalid type specification | The keyword "strin" is not a valid type specification.',
      ],
    ],
    [
      'variable "v" {\n default = var.x\n}',
      ['error a.pkr.hcl:2,12-15 Variables not allowed | Variables may not be used here.'],
    ],
    [
      'variable "v" {\n default = upper("x")\n}',
      ['error a.pkr.hcl:2,12-17 Call to unknown function | There is no function named "upper".'],
    ],
    [
      'variable "v" {\n type = number\n default = "x"\n}',
      [
        "error a.pkr.hcl:3,12-15 Invalid default value for variable | This default value is not compatible with the variable's type constraint: a number is required.",
      ],
    ],
    [
      'variable "v" {\n sensitive = "maybe"\n description = null\n}',
      [
        'error a.pkr.hcl:3,16-20 Unsuitable value type | Unsuitable value: null value is not allowed',
        'error a.pkr.hcl:2,15-20 Unsuitable value type | Unsuitable value: a bool is required',
      ],
    ],
    [
      'variable "v" {\n sensitive = "maybe"\n type = foo\n default = bar\n}',
      [
        'error a.pkr.hcl:3,9-12 Invalid type specification | The keyword "foo" is not a valid type specification.',
      ],
    ],
    [
      'variable "v" {\n validation {\n condition = var.w > local.x\n error_message = "no"\n }\n}',
      [
        'error a.pkr.hcl:3,14-19 Invalid reference in variable validation | The condition for variable "v" can only refer to the variable itself, using var.v.',
        'error a.pkr.hcl:3,22-29 Invalid reference in variable validation | The condition for variable "v" can only refer to the variable itself, using var.v.',
        'error a.pkr.hcl:3,14-29 Invalid variable validation condition | The condition for variable "v" must refer to var.v in order to test incoming values.',
        'error a.pkr.hcl:4,18-22 Invalid validation error message | Validation error message must be at least one full sentence starting with an uppercase letter ( if the alphabet permits it ) and ending with a period or question mark.',
      ],
    ],
    [
      'variable "v" {\n validation {\n condition = var.v\n error_message = ""\n }\n}',
      [
        'error a.pkr.hcl:4,18-20 Invalid validation error message | An empty string is not a valid nor useful error message.',
      ],
    ],
  ])('%j', async (text, diagnostics) => {
    expect(await said(text)).toEqual(diagnostics);
  });
});

describe('locals, data and the root', () => {
  test.each([
    [
      'local "a" {\n}',
      [
        'error a.pkr.hcl:1,11-11 Missing required argument | The argument "expression" is required, but no definition was found.',
      ],
    ],
    [
      'local "a" {\n expresion = 1\n}',
      [
        'error a.pkr.hcl:2,2-11 Unsupported argument | An argument named "expresion" is not expected here. Did you mean "expression"?',
      ],
    ],
    [
      'local "a b" {\n expression = 1\n}',
      [
        'error a.pkr.hcl:1,7-12 Invalid local name | A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.',
      ],
    ],
    [
      'locals {\n a = 1\n}\nlocal "a" {\n expression = 2\n}',
      [
        'error a.pkr.hcl:5,15-16 Duplicate local definition | Local variable "a" is defined twice in your templates. Other definition found at "a.pkr.hcl:2,6-7"',
      ],
    ],
    [
      'data "t" "a" {\n}\ndata "t" "a" {\n}\ndata "1" "2" {\n}',
      [
        'error a.pkr.hcl:3,1-13 Duplicate data block | This data block has the same data type and name as a previous block declared at a.pkr.hcl:1,1-13. Each data must have a unique name per builder type.',
        'error a.pkr.hcl:5,6-9 Invalid data source name | A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.',
        'error a.pkr.hcl:5,10-13 Invalid data resource name | A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.',
      ],
    ],
    [
      'sources "a" "b" {\n}\nx = 1\ndynamic "source" {\n}',
      [
        'error a.pkr.hcl:3,1-2 Unsupported argument | An argument named "x" is not expected here.',
        'error a.pkr.hcl:1,1-8 Unsupported block type | Blocks of type "sources" are not expected here. Did you mean "source"?',
        'error a.pkr.hcl:4,1-8 Unsupported block type | Blocks of type "dynamic" are not expected here.',
      ],
    ],
  ])('%j', async (text, diagnostics) => {
    expect(await said(text)).toEqual(diagnostics);
  });

  test('the same template in JSON', async () => {
    const { template, diagnostics } = await load(
      {
        'a.pkr.json': JSON.stringify({
          variable: { v: { type: 'list(string)', default: [1] } },
          locals: { l: '${var.v}' },
          data: { t: { n: {} } },
          source: { null: { x: {} } },
          build: { sources: ['null.x'] },
        }),
      },
      'a.pkr.json',
    );
    expect({
      variables: template?.variables.map(({ name, default: value }) => [
        name,
        value && shown(value.value),
      ]),
      locals: template?.locals.map(({ name }) => name),
      data: template?.data.map(({ type, name }) => `${type}.${name}`),
      late: template?.late.map(({ kind, labels }) => [kind, ...labels]),
      diagnostics,
    }).toEqual({
      variables: [['v', ['1']]],
      locals: ['l'],
      data: ['t.n'],
      late: [['source', 'null', 'x'], ['build']],
      diagnostics: [],
    });
  });
});
