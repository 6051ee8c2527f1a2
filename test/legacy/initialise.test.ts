import { describe, expect, test } from 'vitest';
import { inspectionOf } from '../../src/legacy/index.ts';
import { nullBuilder, readable, start } from './support.ts';

const builders = [nullBuilder];

type Supplied = Readonly<Record<string, string>>;
const values: readonly (readonly [object, Supplied, Supplied | string])[] = [
  [{}, {}, {}],
  [{ a: 'x', b: '{{user `a`}}y' }, {}, { a: 'x', b: 'xy' }],
  [{ a: 'x' }, { a: '', extra: '{{user `a`}}z' }, { a: '', extra: 'z' }],
  [{ a: '{{user `b`}}', b: '{{user "c"}}', c: 'deep' }, {}, { a: 'deep', b: 'deep', c: 'deep' }],
  [{ z: '{{user "y"}}', y: '{{user "x"}}', x: 'ü' }, {}, { x: 'ü', y: 'ü', z: 'ü' }],
  [{ a: '{{env `HOME`}}{{env `NOPE`}}' }, {}, { a: '/root' }],
  [{ a: '{{consul_key `k`}}' }, {}, { a: 'consul:k' }],
  [{ a: '{{.Vars}} {{ .X }} {{ isotime "2006" }}' }, {}, { a: '{{.Vars}} {{ .X }} 2026' }],
  [{ a: null }, { a: 'given' }, { a: 'given' }],
  [
    { b: null, a: null },
    {},
    '2 errors occurred:\n\t* required variable not set: a\n\t* required variable not set: b\n\n',
  ],
  [
    { a: '{{nope}}' },
    {},
    `error interpolating default value for 'a': template: root:1: function "nope" not defined`,
  ],
  [
    { a: '{{split "a" "b" 4}}' },
    {},
    'template: root:1:2: executing "root" at <split "a" "b" 4>: error calling split: the substring 4 was unavailable using the separator value, b, only 1 values were found',
  ],
  [
    { a: '{{user `a`}}' },
    {},
    'Failed to interpolate "a": "{{user `a`}}"; error: template: root:1:2: executing "root" at <user `a`>: error calling user: Error: variable not set: a: Please make sure that the variable you\'re referencing has been defined; Packer treats all variables used to interpolate other user variables as required.',
  ],
  [
    { a: '{{user "nope"}}', b: 'x' },
    {},
    'Failed to interpolate "a": "{{user "nope"}}"; error: template: root:1:2: executing "root" at <user "nope">: error calling user: Error: variable not set: nope: Please make sure that the variable you\'re referencing has been defined; Packer treats all variables used to interpolate other user variables as required.',
  ],
  // A call in back-ticks that works is rendered again in every pass, and so hides the other's error.
  [{ a: '{{user `b`}}', b: 'x', c: '{{user `nope`}}' }, {}, { a: 'x', b: 'x' }],
];

describe('user variables', () => {
  test.each(values)('%j %j', (variables, supplied, expected) => {
    const template = start({ variables, builders }, supplied);
    const answer = template.ok ? Object.fromEntries(template.value.variables) : template.error;
    expect(answer).toEqual(expected);
  });

  test('sensitive ones are secrets', () => {
    const template = start({
      variables: { a: 's3cret{{user `b`}}', b: '!' },
      'sensitive-variables': ['a'],
      builders,
    });
    expect(template.ok && template.value.secrets).toEqual(['s3cret!']);
  });
});

const problems: readonly (readonly [object, string])[] = [
  [{}, '1 error occurred:\n\t* at least one builder must be defined\n\n'],
  [
    {
      builders,
      provisioners: [{ type: 'a', only: ['x'], except: ['null', 'y'], override: { z: {} } }],
      'post-processors': [['a', { type: 'b', except: ['q'] }]],
      'error-cleanup-provisioner': { type: 'c', only: ['unchecked'] },
    },
    "5 errors occurred:\n\t* provisioner 1: only one of 'only' or 'except' may be specified\n\t* provisioner 1: 'only' specified builder 'x' not found\n\t* provisioner 1: 'except' specified builder 'y' not found\n\t* provisioner 1: override 'z' doesn't exist\n\t* post-processor 1.2: 'except' specified builder 'q' not found\n\n",
  ],
  [{ builders, min_packer_version: 'new' }, 'min_version is invalid: malformed version: new'],
  [
    { builders, min_packer_version: '99.1' },
    'This template requires Packer version 99.1.0 or higher; using 1.16.0',
  ],
  [
    { builders: [{ type: 'null', name: '{{nope}}' }] },
    `Error interpolating builder '{{nope}}': template: root:1: function "nope" not defined`,
  ],
];

describe('templates that cannot be initialised', () => {
  test.each(problems)('%j', (template, expected) => {
    const result = start(template);
    expect(result.ok ? 'fine' : result.error).toBe(expected);
  });

  test('names of builds are rendered', () => {
    const template = start(
      { variables: { a: '{{user `b`}}' }, builders: [{ type: 'null', name: 'x-{{user `a`}}' }] },
      { b: 'y' },
    );
    expect(template.ok && [...template.value.buildNames]).toEqual([['x-{{user `a`}}', 'x-y']]);
  });
});

const note =
  "\nNote: If your build names contain user variables or template\nfunctions such as 'timestamp', these are processed at build time,\nand therefore only show in their raw form here.";

test('inspection of a full template', () => {
  const template = readable({
    description: 'A template.',
    variables: { a: 'x', longer: '', need: null, secret: 's' },
    'sensitive-variables': ['secret'],
    builders: [{ type: 'null', name: 'web' }, { type: 'file' }],
    provisioners: [{ type: 'shell-local' }],
  });
  const shown = inspectionOf(template).map((line) =>
    line.kind === 'text' ? line.text : [line.category, ...line.fields].join(),
  );
  expect(shown).toEqual([
    'Packer Inspect: JSON mode',
    'Description:\n',
    'A template.\n',
    'Required variables:\n',
    'template-variable,need,,1',
    '  need',
    '',
    'Optional variables and their defaults:\n',
    'template-variable,a,x,0',
    '  a      = x',
    'template-variable,longer,,0',
    '  longer = ',
    'template-variable,secret,<sensitive>,0',
    '  secret = <sensitive>',
    '',
    'Builders:\n',
    'template-builder,file,file',
    '  file',
    'template-builder,web,null',
    '  web  (null)',
    '',
    'Provisioners:\n',
    'template-provisioner,shell-local',
    '  shell-local',
    note,
  ]);
});

test.each([
  [
    'names are as wide as their bytes',
    { variables: { 'a-b': '1', é: '2' } },
    ['template-variable,a-b,1,0', '  a-b = 1', 'template-variable,é,2,0', '  é  = 2'],
  ],
  [
    'a required variable that is sensitive says so',
    { variables: { a: null }, 'sensitive-variables': ['a'] },
    ['template-variable,a,<sensitive>,1', '  a'],
  ],
])('inspection: %s', (_, template, expected) => {
  const shown = inspectionOf(readable(template)).map((line) =>
    line.kind === 'text' ? line.text : [line.category, ...line.fields].join(),
  );
  expect(shown.filter((line) => /^template-variable|^ {2}[aé]/.test(line))).toEqual(expected);
});

test('inspection of an empty template', () => {
  const shown = inspectionOf(readable({})).map((line) => (line.kind === 'text' ? line.text : ''));
  expect(shown).toEqual([
    'Packer Inspect: JSON mode',
    'Variables:\n',
    '  <No variables>',
    '',
    'Builders:\n',
    '  <No builders>',
    '',
    'Provisioners:\n',
    '  <No provisioners>',
    note,
  ]);
});
