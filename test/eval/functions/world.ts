import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import type { FunctionRequest, FunctionResponse } from '../../../src/eval/index.ts';
import type { World } from './support.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

const cipher = publicEncrypt(
  { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
  Buffer.from('secret text'),
);

const pages: Readonly<Record<string, unknown>> = {
  '/v1/secret/data/app': { data: { data: { password: 'p4ss', n: 5 }, metadata: {} } },
  '/v1/kv1/app': { data: { password: 'v1pass' } },
  '/v1/warn/app': { data: { other: 'x' }, warnings: ['first', 'second'] },
  '/v1/kv/app/name': [{ Key: 'app/name', Value: Buffer.from('consul').toString('base64') }],
  '/v1/kv/empty': [{ Key: 'empty', Value: null }],
};

const secrets: Readonly<Record<string, string>> = {
  app: '{"a":"one"}',
  multi: '{"a":"1","b":"2"}',
  typed: '{"n":5,"deep":{}}',
  plain: 'just text',
  list: '["a"]',
};

/** An interpolation, as template files write it. */
const hole = (inner: string) => `\${${inner}}`;

/** A Vault, a Consul and an AWS Secrets Manager. */
export function answer(request: FunctionRequest): FunctionResponse {
  const reply = (status: number, value: unknown): FunctionResponse => ({
    status,
    headers: {},
    body: JSON.stringify(value),
  });
  if (request.headers['x-amz-target'] !== undefined) {
    const name = String(JSON.parse(request.body ?? '{}').SecretId);
    const secret = secrets[name];
    return secret === undefined
      ? reply(400, { __type: 'ResourceNotFoundException', Message: 'no such secret' })
      : reply(200, { Name: name, SecretString: secret });
  }
  const { pathname } = new URL(request.url);
  if (pathname === '/v1/forbidden') return reply(403, { errors: ['permission denied'] });
  return pages[pathname] === undefined ? reply(404, { errors: [] }) : reply(200, pages[pathname]);
}

/** Everything the samples refer to. */
export const world: World = {
  tree: {
    'hello.txt': 'Hello!\n',
    'latin1.txt': Uint8Array.of(0xe9),
    'greet.tpl': `Hello ${hole('upper(name)')}`,
    'nest.tpl': hole('templatefile("greet.tpl", {name = "x"})'),
    'bad.tpl': hole('1 +'),
    'key.pem': privateKey,
    'cipher.txt': cipher.toString('base64'),
    'dir/a.txt': 'a',
    'dir/c.md': 'c',
    'dir/.hidden': 'h',
    'dir/sub/x.md': 'x',
    '/home/me/home.txt': 'at home',
  },
  variables: {
    VAULT_ADDR: 'http://vault:1',
    VAULT_TOKEN: 't',
    CONSUL_HTTP_ADDR: 'consul:1',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  },
  answer,
};
