import { awsCredentials } from './aws-credentials.ts';
import { callAws } from './call-aws.ts';
import type { LoginConfig } from '../options.ts';

const privateRegistry = /(?:^|\/)(\d+)\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/;

/** User and password for a registry of Amazon, asked for with the credentials of the options. */
export async function ecrCredentials(config: LoginConfig): Promise<readonly [string, string]> {
  const url = config.login_server;
  const isPublic = config.aws_force_use_public_ecr || url.includes('public.ecr.aws/');
  const found = privateRegistry.exec(url);
  if (!isPublic && found === null)
    throw new Error(
      `Failed to parse the ECR URL: ${url} it should be on the form <account number>.dkr.ecr.<region>.amazonaws.com`,
    );
  const credentials = await awsCredentials(config);
  const answer = isPublic
    ? await callAws(credentials, {
        service: 'ecr-public',
        host: 'api.ecr-public.us-east-1.amazonaws.com',
        region: 'us-east-1',
        target: 'SpencerFrontendService.GetAuthorizationToken',
        body: '{}',
      })
    : await callAws(credentials, {
        service: 'ecr',
        host: `api.ecr.${found?.[2]}.amazonaws.com`,
        region: found?.[2] ?? '',
        target: 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
        body: JSON.stringify({ registryIds: [found?.[1]] }),
      });
  return userAndPassword(tokenOf(answer));
}

function tokenOf(answer: unknown): string {
  const token = /"authorizationToken"\s*:\s*"([^"]+)"/.exec(JSON.stringify(answer))?.[1];
  if (token === undefined) throw new Error('the answer holds no authorization token');
  return token;
}

function userAndPassword(token: string): readonly [string, string] {
  const [user = '', ...rest] = Buffer.from(token, 'base64').toString().split(':');
  return [user, rest.join(':')];
}
