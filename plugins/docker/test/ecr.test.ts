import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { profileOf } from '../src/ecr/aws-credentials.ts';
import { ecrCredentials } from '../src/ecr/credentials.ts';
import { signedHeaders } from '../src/ecr/call-aws.ts';

const config = {
  login: false,
  login_username: '',
  login_password: '',
  login_server: '',
  ecr_login: true,
  aws_access_key: 'AKID',
  aws_secret_key: 'secret',
  aws_token: '',
  aws_profile: '',
  aws_force_use_public_ecr: false,
};

describe('logins to Amazon', () => {
  it('refuses what is no registry of Amazon', async () => {
    await expect(ecrCredentials({ ...config, login_server: 'r.example.com' })).rejects.toThrow(
      'Failed to parse the ECR URL: r.example.com it should be on the form <account number>.dkr.ecr.<region>.amazonaws.com',
    );
  });

  it('signs every header it names, and the token when there is one', () => {
    const call = { service: 'ecr', host: 'h', region: 'eu-west-1', target: 'T', body: '{}' };
    const now = new Date('2026-01-02T03:04:05.678Z');
    const headers = signedHeaders({ accessKey: 'AKID', secretKey: 's', token: 'tok' }, call, now);
    expect(headers).toEqual({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-date': '20260102T030405Z',
      'x-amz-security-token': 'tok',
      'x-amz-target': 'T',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKID\/20260102\/eu-west-1\/ecr\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
      ),
    });
    const other = signedHeaders({ accessKey: 'AKID', secretKey: 't', token: 'tok' }, call, now);
    expect(other.authorization).not.toBe(headers.authorization);
  });

  it('reads a profile of the shared file', () => {
    const text =
      '[default]\naws_access_key_id = A\n# no\n[ other ]\naws_access_key_id=B\r\naws_secret_access_key = c=d\n';
    expect(profileOf(text, 'other')).toEqual({
      aws_access_key_id: 'B',
      aws_secret_access_key: 'c=d',
    });
    expect(profileOf(text, 'missing')).toEqual({});
  });
});

describe('asking Amazon for a login', () => {
  afterEach(() => vi.unstubAllEnvs());

  const token = Buffer.from('AWS:pass:word').toString('base64');
  const data = { authorizationToken: token, proxyEndpoint: 'https://x' };

  it.each([
    [
      'a private registry',
      { login_server: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/r' },
      'AWS_ENDPOINT_URL_ECR',
      { authorizationData: [data] },
      'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken {"registryIds":["123456789012"]} eu-west-1/ecr',
    ],
    [
      'the public registry',
      { login_server: 'public.ecr.aws/x' },
      'AWS_ENDPOINT_URL_ECR_PUBLIC',
      { authorizationData: data },
      'SpencerFrontendService.GetAuthorizationToken {} us-east-1/ecr-public',
    ],
    [
      'the public registry, as the option says',
      { login_server: 'r.example.com', aws_force_use_public_ecr: true },
      'AWS_ENDPOINT_URL',
      { authorizationData: data },
      'SpencerFrontendService.GetAuthorizationToken {} us-east-1/ecr-public',
    ],
  ])('for %s', async (_, options, variable, answer, question) => {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { authorization = '', 'x-amz-target': target } = request.headers;
      const scope = /Credential=AKID\/\d+\/(.*)\/aws4_request/.exec(authorization)?.[1];
      asked.push(`${target} ${Buffer.concat(chunks)} ${scope}`);
      response.end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    vi.stubEnv(variable, `http://127.0.0.1:${port}`);
    expect(await ecrCredentials({ ...config, ...options })).toEqual(['AWS', 'pass:word']);
    expect(asked).toEqual([question]);
    server.close();
  });

  it('says what the service answers', async () => {
    const server = createServer((_, response) => {
      response.writeHead(400).end('{"__type":"UnrecognizedClientException"}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
    await expect(
      ecrCredentials({ ...config, login_server: '1.dkr.ecr.eu-west-1.amazonaws.com' }),
    ).rejects.toThrow(`127.0.0.1:${port} answers 400: {"__type":"UnrecognizedClientException"}`);
    server.close();
  });
});
