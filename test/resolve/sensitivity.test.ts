import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/eval/index.ts';
import { parseExpression } from '../../src/syntax/index.ts';
import { asEntries, displayText, hasMark, hasMarkDeep } from '../../src/values/index.ts';
import { resolving, texts } from './resolving.ts';

const template = `
variable "pw" {
  default   = "hunter2-hunter2"
  sensitive = true
}
variable "login" {
  default   = { user = "operator", codes = ["alpha-code", 7] }
  sensitive = true
}
variable "open" {
  default = "in the open"
}
local "token" {
  expression = upper("tok-secret")
  sensitive  = true
}
locals {
  auth  = "Basic \${base64encode("me:\${var.pw}")}"
  plain = base64encode(var.open)
}
source "null" "x" {
  communicator = "none"
}
build {
  sources = ["null.x"]
  provisioner "shell-local" {
    name    = var.open
    inline  = local.auth
    content = sha256(local.token)
  }
}
`;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function resolve(source: string) {
  const noted: string[] = [];
  const answer = await resolving({
    files: { 'a.pkr.hcl': source },
    noteEncodedSecret: (encoded) => noted.push(encoded),
  });
  const worth = (text: string) => {
    const parsed = parseExpression({ text, filename: 'c' });
    return evaluate(parsed.value, answer.resolved.consoleScope).value;
  };
  return { ...answer, noted, worth };
}

test.each([
  ['var.pw', true],
  ['local.token', true],
  ['local.auth', true],
  ['"${var.pw}-x"', true],
  ['split("-", var.pw)[0]', true],
  ['base64encode(var.pw)', true],
  ['jsonencode({ a = var.pw })', true],
  ['var.login.codes[1] + 1', true],
  ['var.pw == "" ? "none" : "set"', true],
  ['[for each in var.login.codes : each]', true],
  ['{ for name, each in var.login : name => each }', true],
  ['var.login[*].user', true],
  ['keys(var.login)', true],
  ['var.open', false],
  ['local.plain', false],
])('%s is sensitive: %s', async (text, sensitive) => {
  const { resolved, worth } = await resolve(template);
  await resolved.prepareFunctions(text);
  expect(hasMarkDeep(worth(text), 'sensitive')).toBe(sensitive);
});

test('secrets are the texts in sensitive values, at any depth', async () => {
  const { resolved } = await resolve(template);
  expect(resolved.secrets).toEqual(['hunter2-hunter2', 'alpha-code', 'operator', 'TOK-SECRET']);
});

test('encodings of secrets are told when expressions make them, also in bodies decoded later', async () => {
  const { resolved, noted } = await resolve(template);
  expect(noted).toEqual([base64('me:hunter2-hunter2')]);
  const use = resolved.builds[0]?.provisioners[0];
  if (use?.body.kind !== 'hcl') throw new Error('no body');
  const body = use.body.decode(texts('inline', 'content'), {
    source: { type: 'null', name: 'x' },
    build: new Map(),
  });
  expect(body.diagnostics).toEqual([]);
  expect(noted).toEqual([base64('me:hunter2-hunter2'), sha256('TOK-SECRET')]);
  expect([...asEntries(body.value).values()].map(displayText)).toEqual([
    sha256('TOK-SECRET'),
    `Basic ${base64('me:hunter2-hunter2')}`,
  ]);
  expect(hasMarkDeep(body.value, 'sensitive')).toBe(false);
});

test.each([
  ['an encoding of something open', 'base64encode(var.open)', []],
  ['a result that shows the secret as it is', 'urlencode("a b hunter2-hunter2 ${var.pw}")', []],
  ['a result that is hardly longer than a word', 'base64encode(substr(var.pw, 0, 1))', []],
  ['parts and other spellings', '[upper(var.pw), split("-", var.pw)[0], strrev(var.pw)]', []],
  ['a choice that depends on a secret', 'var.pw == "" ? "anonymous" : "authenticated"', []],
  [
    'the whole in percent signs',
    'urlencode("pass/word ${upper(var.pw)}")',
    ['pass%2Fword+HUNTER2-HUNTER2'],
  ],
  ['a null', 'try(md5(null), "")', []],
  ['a fingerprint', 'md5(var.pw)', [createHash('md5').update('hunter2-hunter2').digest('hex')]],
])('told of %s', async (_, expression, expected) => {
  const { noted, phaseC } = await resolve(`
variable "pw" {
  default   = "hunter2-hunter2"
  sensitive = true
}
variable "open" {
  default = "in the open"
}
locals {
  it = ${expression}
}
`);
  expect([noted, phaseC]).toEqual([expected, []]);
});

test('dynamic blocks and data sources take sensitive values as any other', async () => {
  const { resolved, read, phaseC } = await resolve(`
variable "hosts" {
  default   = { "null.x" = "first" }
  sensitive = true
}
data "echo" "d" {
  input = var.hosts["null.x"]
}
source "null" "x" {
}
build {
  dynamic "source" {
    for_each = var.hosts
    labels   = [source.key]
    content {
      name = "renamed"
    }
  }
  dynamic "provisioner" {
    for_each = var.hosts
    labels   = ["shell-local"]
    content {
      name = provisioner.value
      only = keys(var.hosts)
      override = { x = { inline = provisioner.value } }
    }
  }
}
`);
  expect([read, phaseC]).toEqual([['first'], []]);
  const [build] = resolved.builds;
  const [use] = build?.provisioners ?? [];
  expect([build?.sourceNames, use?.name, use?.filter.only, use?.overrides]).toEqual([
    ['null.renamed'],
    'first',
    ['null.x'],
    new Map([['x', new Map([['inline', 'first']])]]),
  ]);
});

test('a variable keeps its plain value for those who list it', async () => {
  const { resolved } = await resolve(template);
  expect(resolved.variables.map(({ value }) => hasMark(value, 'sensitive'))).toEqual([
    false,
    false,
    false,
  ]);
});
