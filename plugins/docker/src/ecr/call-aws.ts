import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentials } from './aws-credentials.ts';

/** A call of one of Amazon's JSON services. */
export interface AwsCall {
  readonly service: string;
  readonly host: string;
  readonly region: string;
  /** The operation, as the header `X-Amz-Target` names it. */
  readonly target: string;
  readonly body: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Uint8Array, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** The headers of a call, its signature (version 4) included. */
export function signedHeaders(
  { accessKey, secretKey, token }: AwsCredentials,
  call: AwsCall,
  now: Date,
): Readonly<Record<string, string>> {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: call.host,
    'x-amz-date': time,
    ...(token === '' ? {} : { 'x-amz-security-token': token }),
    'x-amz-target': call.target,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(call.body),
  ].join('\n');
  const scope = `${day}/${call.region}/${call.service}/aws4_request`;
  const key = [day, call.region, call.service, 'aws4_request'].reduce<string | Uint8Array>(
    (signing, part) => hmac(signing, part),
    `AWS4${secretKey}`,
  );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`);
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature.toString('hex')}`,
  };
}

/** Where the service is: the variables that all of Amazon's tools know may name another place. */
function endpointOf({ service, host }: AwsCall): URL {
  const { env } = process;
  const own = env[`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll('-', '_')}`];
  return new URL(own || env.AWS_ENDPOINT_URL || `https://${host}/`);
}

/** Makes the call; rejects with what the service says is wrong. */
export async function callAws(credentials: AwsCredentials, call: AwsCall): Promise<unknown> {
  const endpoint = endpointOf(call);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: signedHeaders(credentials, { ...call, host: endpoint.host }, new Date()),
    body: call.body,
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${endpoint.host} answers ${response.status}: ${text.trim()}`);
  return JSON.parse(text);
}
