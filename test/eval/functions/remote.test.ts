import { expect, test } from 'vitest';
import type { FunctionRequest, FunctionResponse } from '../../../src/eval/index.ts';
import { allFunctions, shown } from './support.ts';
import { world } from './world.ts';

const emptyVault =
  '! Vault data was empty at the given path. Check the Vault function docs for help: https://www.packer.io/docs/templates/hcl_templates/functions/contextual/vault. Original warnings from Vault call: ';
const api = (url: string, code: number, errors: string) =>
  `! Error reading vault secret: Error making API request.\n\nURL: GET ${url}\nCode: ${code}. Errors:\n\n${errors}`;
const secretsManager = '! operation error Secrets Manager: GetSecretValue, ';

/** What servers that answer, refuse or know nothing lead to. */
const rows: readonly (readonly [string, string])[] = [
  ['vault("secret/data/app", "password")', 'p4ss'],
  ['vault("/secret/data/app", "nope")', '! Vault path does not contain the requested key'],
  ['vault("kv1/app", "password")', 'v1pass'],
  ['vault("warn/app", "password")', `${emptyVault}first; second`],
  ['vault("secret/data/absent", "x")', '! Vault Secret does not exist at the given path'],
  ['vault("forbidden", "x")', api('http://vault:1/v1/forbidden', 403, '* permission denied')],
  ['vault("sealed", "x")', api('http://vault:1/v1/sealed', 503, '* sealed* really')],
  ['vault("strange", "x")', api('http://vault:1/v1/strange', 500, 'not JSON')],
  ['consul_key("app/name")', 'consul'],
  ['consul_key("/app/name")', 'consul'],
  ['consul_key("absent")', '! key does not exist at the given path: absent'],
  ['consul_key("empty")', '! value is empty at path empty'],
  [
    'consul_key("denied")',
    '! error reading consul key: Unexpected response code: 403 (Permission denied)',
  ],
  ['aws_secretsmanager("app", "a")', 'one'],
  ['aws_secretsmanager("app", null)', 'one'],
  ['aws_secretsmanager("app", "z")', '! No secret found for key "z"'],
  ['aws_secretsmanager("multi", null)', '! Secret has multiple values and no key was set'],
  ['aws_secretsmanager("plain", "x")', 'just text'],
  ['aws_secretsmanager("typed", "n")', '5'],
  [
    'aws_secretsmanager("typed", "deep")',
    '! Unsupported secret value type: map[string]interface {}',
  ],
  [
    'aws_secretsmanager("list", "a")',
    '! json: cannot unmarshal array into Go value of type map[string]interface {}',
  ],
  [
    'aws_secretsmanager("denied", "a")',
    `${secretsManager}https response error StatusCode: 400, RequestID: 7, AccessDeniedException: not for you`,
  ],
  ['aws_secretsmanager("", "a")', '! At least one secret name must be provided'],
  ['aws_secretsmanager_raw("multi")', '{"a":"1","b":"2"}'],
];

/** Also refuses, and answers what is no JSON. */
function answer(request: FunctionRequest): FunctionResponse {
  const { pathname } = new URL(request.url);
  if (pathname === '/v1/sealed')
    return { status: 503, headers: {}, body: '{"errors":["sealed","really"]}' };
  if (pathname === '/v1/strange') return { status: 500, headers: {}, body: 'not JSON' };
  if (pathname === '/v1/kv/denied') return { status: 403, headers: {}, body: 'Permission denied' };
  if (request.body?.includes('"denied"')) {
    const body = '{"__type":"AccessDeniedException","Message":"not for you"}';
    return { status: 400, headers: { 'x-amzn-requestid': '7' }, body };
  }
  return world.answer?.(request) as FunctionResponse;
}

const functions = await allFunctions({ ...world, answer });

test.each(rows)('%s', (text, result) => expect(shown(text, functions)).toBe(result));

/** Nobody answers, or nobody is known to be asked. */
const unreachable: readonly (readonly [string, Record<string, string>, string])[] = [
  [
    'vault("a", "b")',
    { VAULT_TOKEN: 't' },
    '! Error reading vault secret: Get "https://127.0.0.1:8200/v1/a": dial tcp 127.0.0.1:1: connect: connection refused',
  ],
  ['vault("a", "b")', {}, '! Must set VAULT_TOKEN env var in order to use vault template function'],
  [
    'consul_key("a/b")',
    {},
    '! error reading consul key: Get "http://127.0.0.1:8500/v1/kv/a/b": dial tcp 127.0.0.1:1: connect: connection refused',
  ],
  [
    'aws_secretsmanager("a", "b")',
    {},
    `${secretsManager}failed to resolve service endpoint, endpoint rule error, Invalid Configuration: Missing Region`,
  ],
  [
    'aws_secretsmanager("a", "b")',
    { AWS_REGION: 'eu-west-1' },
    `${secretsManager}get identity: get credentials: failed to refresh cached credentials, no credentials found in the environment or in /home/me/.aws`,
  ],
  [
    'aws_secretsmanager("a", "b")',
    { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
    `${secretsManager}https response error StatusCode: 0, RequestID: , request send failed, Post "https://secretsmanager.eu-west-1.amazonaws.com/": dial tcp 127.0.0.1:1: connect: connection refused`,
  ],
];

test.each(unreachable)('%s where nobody answers, with %j', async (text, variables, result) => {
  expect(shown(text, await allFunctions({ variables }))).toBe(result);
});
