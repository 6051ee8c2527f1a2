import { failed, ok, type Result } from '../../../base/index.ts';
import { quote } from '../../../values/index.ts';
import { decodeUtf8 } from '../encoding/base64.ts';
import { joinPath } from '../path/clean.ts';
import type { FunctionPorts } from '../ports.ts';
import { isRecord, parseJsonBody } from './answer.ts';
import { type Signer, signAws } from './aws-signature.ts';

const operation = 'operation error Secrets Manager: GetSecretValue, ';
const service = 'secretsmanager';

/** One profile of an AWS configuration file. */
function profile(
  path: string,
  section: string,
  ports: FunctionPorts,
): Readonly<Record<string, string>> {
  const bytes = ports.files.read(path);
  const text = bytes.ok ? (decodeUtf8(bytes.value) ?? '') : '';
  const settings: Record<string, string> = {};
  let inside = false;
  for (const line of text.split('\n')) {
    const heading = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (heading !== undefined) inside = heading === section;
    const setting = inside ? /^\s*([^#;=\s]+)\s*=\s*(.*?)\s*$/.exec(line) : null;
    if (setting !== null) settings[setting[1]!] = setting[2]!;
  }
  return settings;
}

/** Credentials and region from the environment or the files of the AWS command line. */
function signerOf(ports: FunctionPorts): Result<Signer, string> {
  const { variables, home } = ports.environment;
  const name = variables.AWS_PROFILE || variables.AWS_DEFAULT_PROFILE || 'default';
  const folder = joinPath(home ?? '', '.aws');
  const credentials = profile(
    variables.AWS_SHARED_CREDENTIALS_FILE || `${folder}/credentials`,
    name,
    ports,
  );
  const config = profile(
    variables.AWS_CONFIG_FILE || `${folder}/config`,
    name === 'default' ? name : `profile ${name}`,
    ports,
  );
  const region = variables.AWS_REGION || variables.AWS_DEFAULT_REGION || config.region;
  if (!region)
    return failed(
      `${operation}failed to resolve service endpoint, endpoint rule error, Invalid Configuration: Missing Region`,
    );
  const fromEnvironment = variables.AWS_ACCESS_KEY_ID !== undefined;
  const accessKey = variables.AWS_ACCESS_KEY_ID || credentials.aws_access_key_id;
  const secretKey = variables.AWS_SECRET_ACCESS_KEY || credentials.aws_secret_access_key;
  if (!accessKey || !secretKey)
    return failed(
      `${operation}get identity: get credentials: failed to refresh cached credentials, no credentials found in the environment or in ${folder}`,
    );
  const sessionToken = fromEnvironment
    ? variables.AWS_SESSION_TOKEN
    : credentials.aws_session_token;
  return ok({ accessKey, secretKey, sessionToken, region, service });
}

function endpoint(region: string, ports: FunctionPorts): string {
  const { variables } = ports.environment;
  const configured = variables.AWS_ENDPOINT_URL_SECRETS_MANAGER || variables.AWS_ENDPOINT_URL;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return configured || `https://${service}.${region}.${domain}`;
}

function refusal(status: number, headers: Readonly<Record<string, string>>, body: string): string {
  const answer = parseJsonBody(body);
  const error = isRecord(answer) ? answer : {};
  const code = String(error.__type ?? 'UnknownError').replace(/^.*#/, '');
  const message = String(error.message ?? error.Message ?? '');
  const id = headers['x-amzn-requestid'] ?? '';
  return `${operation}https response error StatusCode: ${status}, RequestID: ${id}, ${code}: ${message}`;
}

/** The whole text of a secret. */
export function readAwsSecret(name: string, ports: FunctionPorts): Result<string, string> {
  if (name === '') return failed('At least one secret name must be provided');
  const signer = signerOf(ports);
  if (!signer.ok) return signer;
  const url = new URL(endpoint(signer.value.region, ports));
  const body = JSON.stringify({ SecretId: name, VersionStage: 'AWSCURRENT' });
  const plain = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'secretsmanager.GetSecretValue',
  };
  const headers = signAws({ url, headers: plain, body }, signer.value, ports);
  const answer = ports.request({ method: 'POST', url: url.href, headers, body });
  if (!answer.ok)
    return failed(
      `${operation}https response error StatusCode: 0, RequestID: , request send failed, Post "${url.href}": ${answer.error}`,
    );
  const { status } = answer.value;
  if (status !== 200) return failed(refusal(status, answer.value.headers, answer.value.body));
  const secret = parseJsonBody(answer.value.body);
  return isRecord(secret) && typeof secret.SecretString === 'string'
    ? ok(secret.SecretString)
    : failed('Secret is not string');
}

function secretText(value: unknown): Result<string, string> {
  if (typeof value === 'string') return ok(value);
  if (typeof value === 'number')
    return ok(Math.abs(value) < 1e21 ? value.toFixed(0) : BigInt(value).toString());
  const types: Readonly<Record<string, string>> = { boolean: 'bool' };
  const type = Array.isArray(value)
    ? '[]interface {}'
    : (types[typeof value] ?? 'map[string]interface {}');
  return failed(`Unsupported secret value type: ${value === null ? '<nil>' : type}`);
}

/** One value of a secret that holds several as JSON; a secret that is plain text is its own value. */
export function pickSecret(secret: string, key: string): Result<string, string> {
  const parsed = parseJsonBody(secret);
  if (parsed === undefined) return ok(secret);
  if (parsed !== null && !isRecord(parsed)) {
    const kinds: Readonly<Record<string, string>> = { object: 'array', boolean: 'bool' };
    const kind = kinds[typeof parsed] ?? typeof parsed;
    return failed(`json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`);
  }
  const entries = parsed === null ? {} : parsed;
  const keys = Object.keys(entries);
  if (key === '' && keys.length > 1) return failed('Secret has multiple values and no key was set');
  const wanted = key === '' ? (keys[0] ?? '') : key;
  return Object.hasOwn(entries, wanted)
    ? secretText(entries[wanted])
    : failed(`No secret found for key ${quote(key)}`);
}
