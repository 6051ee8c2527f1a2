import { describe, expect, test } from 'vitest';
import {
  type FunctionContext,
  formatStrftime,
  formatTime,
  packerFunctions,
  placeholderHint,
  renderFully,
  renderOnce,
} from '../../src/gotemplate/index.ts';
import { context, functions, instant, outcome } from './support.ts';

const at = (call: string, error: string): string =>
  `template: root:1:2: executing "root" at <${call}>: error calling ${call.split(' ')[0]}: ${error}`;

const rows: readonly (readonly [string, string])[] = [
  ['{{user `n`}}|{{user `empty`}}|{{user `undefined`}}', 'xyz||'],
  [
    '{{build_name}} {{build_type}} {{pwd}} {{template_dir}} {{packer_version}}',
    'web null /here /here/templates 1.16.0',
  ],
  ['{{timestamp}}', '1795223545'],
  ['{{isotime}}', '2026-11-21T01:12:25Z'],
  ['{{isotime `2006-01-02`}}', '2026-11-21'],
  ['{{isotime `a` `b`}}', at('isotime `a` `b`', 'too many values, 1 needed: [a b]')],
  ['{{strftime `%Y-%m-%d`}}', '2026-11-21'],
  [
    '{{uuid}}',
    '6b00bf79-abab-abab-abab-abababababab'.replace(
      '6b00bf79',
      Math.floor(instant.getTime() / 1000).toString(16),
    ),
  ],
  ['{{lower `ÄB`}}{{upper `äß`}}', 'äbÄSS'.replace('ÄSS', 'Äß'.toUpperCase())],
  [
    '{{replace "a" "b" 1 "aaa"}} {{replace "a" "b" -1 "aaa"}} {{replace "" "-" -1 "ab"}}',
    'baa bbb -a-b-',
  ],
  ['{{replace_all "a" "b" "aaa"}} {{replace_all "" "-" "ab"}}', 'bbb -a-b-'],
  ['{{split "a-b" "-" 1}} {{split "äö" "" 0}}', 'b ä'],
  [
    '{{split "a-b" "-" 2}}',
    at(
      'split "a-b" "-" 2',
      'the substring 2 was unavailable using the separator value, -, only 2 values were found',
    ),
  ],
  ['{{split "a-b" "-" -1}}', at('split "a-b" "-" -1', 'runtime error: index out of range [-1]')],
  [
    '{{sed `s/a/b/` `a`}}',
    at(
      'sed `s/a/b/` `a`',
      'template function `sed` is deprecated use `replace` or `replace_all` instead.Documentation: https://www.packer.io/docs/templates/engine',
    ),
  ],
  ['{{env `HOME`}}', at('env `HOME`', 'env vars are not allowed here')],
  ['{{consul_key `a`}}', at('consul_key `a`', 'consul_key is not allowed here')],
  [
    '{{vault `a` `b`}}',
    at('vault `a` `b`', 'Vault vars are only allowed in the variables section'),
  ],
  [
    '{{aws_secretsmanager `a`}}',
    at('aws_secretsmanager `a`', 'AWS Secrets Manager is only allowed in the variables section'),
  ],
  [
    '{{build `ID`}}',
    at(
      'build `ID`',
      'Error validating build variable: the given variable ID will not be passed into your plugin.',
    ),
  ],
  ['{{clean_resource_name `a`}}', 'template: root:1: function "clean_resource_name" not defined'],
];

describe('functions', () => {
  test.each(rows)('%j', (text, expected) => {
    expect(outcome(text)).toBe(expected);
  });

  test('without what they need', () => {
    const { started, randomBytes, workingFolder } = context;
    const table = packerFunctions({ started, randomBytes, workingFolder });
    expect(
      ['build_name', 'build_type', 'template_dir', 'packer_version'].map((name) =>
        outcome(`{{${name}}}`, null, table),
      ),
    ).toEqual([
      at('build_name', 'build_name not available'),
      at('build_type', 'build_type not available'),
      at('template_dir', 'template path not available'),
      at('packer_version', 'packer_version not available'),
    ]);
    expect(outcome('{{user `a`}}', null, table)).toBe(at('user `a`', 'test'));
  });

  test('while rendering variables', () => {
    const answer = (value: string) => ({ ok: true, value }) as const;
    const variables: FunctionContext['variables'] = {
      environment: { HOME: '/root' },
      stores: {
        consulKey: (key) => answer(`consul ${key}`),
        vault: (path, key) => answer(`vault ${path} ${key}`),
        secretsManager: (name, key) => answer(`aws ${name} ${key}`),
        secretsManagerRaw: (name) => answer(`raw ${name}`),
      },
    };
    const table = packerFunctions({ ...context, variables });
    const text =
      '{{env `HOME`}}{{env `NOPE`}} {{consul_key `k`}} {{vault `p` `k`}} {{aws_secretsmanager `n` `k`}} {{aws_secretsmanager_raw `n`}}';
    expect(outcome(text, null, table)).toBe('/root consul k vault p k aws n k raw n');
    expect(outcome('{{user `undefined`}}', null, table)).toBe(
      at('user `undefined`', 'Error: variable not set: undefined'),
    );
    expect(outcome('{{aws_secretsmanager}}', null, table)).toBe(
      at('aws_secretsmanager', 'secret name must be provided'),
    );
  });

  test('build gives values, or a call for later', () => {
    const buildData = new Map([
      ['ID', `Build_ID. ${placeholderHint}`],
      ['Host', '10.0.0.1'],
    ]);
    const table = packerFunctions({ ...context, buildData });
    expect(outcome('{{build `ID`}} {{build `Host`}}', null, table)).toBe('{{.ID}} 10.0.0.1');
    expect(outcome('{{build `No`}}', null, table)).toBe(
      at('build `No`', 'loaded data, but couldnt find No in it.'),
    );
  });
});

describe('rendering once and until stable', () => {
  const data = { A: '{{.B}}', B: 'deep', Loop: '{{.Loop}}x' };
  test('once', () =>
    expect(renderOnce('{{.A}}', data, functions)).toEqual({ ok: true, value: '{{.B}}' }));
  test('fully', () =>
    expect(renderFully('{{.A}}', data, functions)).toEqual({ ok: true, value: 'deep' }));
  test('without end', () =>
    expect(renderFully('{{.Loop}}', data, functions)).toEqual({
      ok: false,
      error: 'the template still changes after 100 passes',
    }));
});

const afternoon = new Date('2024-03-05T15:04:09.120Z');
const layouts: readonly (readonly [Date, string, string])[] = [
  [
    instant,
    'Mon Jan _2 15:04:05.000 2006 MST -0700 Z07:00 002 pm',
    'Sat Nov 21 01:12:25.064 2026 UTC +0000 Z 325 am',
  ],
  [
    afternoon,
    'Monday January 02 2 _2 01 1 03 3 04 4 05 5 06 2006 PM',
    'Tuesday March 05 5  5 03 3 03 3 04 4 09 9 24 2024 PM',
  ],
  [afternoon, '002 __2 _2006', '065  65 _2024'],
  [
    afternoon,
    '.000 ,000000 .999 ,99 .0001 .9',
    '.120 ,120000 .12 ,12 .0003 .1'.replace('.0003', '.0003'),
  ],
  [
    afternoon,
    '-07 -0700 -07:00 -070000 -07:00:00 Z07 Z0700 Z070000 Z07:00:00',
    '+00 +0000 +00:00 +000000 +00:00:00 Z Z Z Z',
  ],
  [afternoon, 'Janet Month Marble', 'Janet Month Marble'],
  [afternoon, 'ä%Y', 'ä%Y'],
  [afternoon, '', ''],
];

describe('time layouts', () => {
  test.each(layouts)('%s %j', (time, layout, expected) => {
    expect(formatTime(time, layout)).toBe(expected);
  });
});

const formats: readonly (readonly [string, string])[] = [
  [
    '%B %b %m %A %a %d %H %I %M %S %Y %y %p %Z %z %L',
    'March Mar 03 Tuesday Tue 05 15 03 04 09 2024 24 PM UTC +0000 .120',
  ],
  ['%% %Q %', '% %Q %'],
  ['ä', 'ä'],
  ['', ''],
];

describe('strftime', () => {
  test.each(formats)('%j', (format, expected) => {
    expect(formatStrftime(afternoon, format)).toBe(expected);
  });
});
