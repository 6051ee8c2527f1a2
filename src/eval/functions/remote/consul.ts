import { failed, ok, type Result } from '../../../base/index.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import type { FunctionPorts } from '../ports.ts';
import { isRecord, parseJsonBody } from './answer.ts';

const defaultAddress = '127.0.0.1:8500';

function baseUrl(variables: FunctionPorts['environment']['variables']): string {
  const address = variables.CONSUL_HTTP_ADDR || defaultAddress;
  if (/^https?:\/\//.test(address)) return address.replace(/\/+$/, '');
  const secure = /^(1|t|T|true|TRUE|True)$/.test(variables.CONSUL_HTTP_SSL ?? '');
  return `${secure ? 'https' : 'http'}://${address}`;
}

/** Reads the value of one key. */
export function readConsul(key: string, ports: FunctionPorts): Result<string, string> {
  const { variables } = ports.environment;
  const headers: Record<string, string> = {};
  if (variables.CONSUL_HTTP_TOKEN) headers['X-Consul-Token'] = variables.CONSUL_HTTP_TOKEN;
  const path = key.replace(/^\//, '').split('/').map(encodeURIComponent).join('/');
  const url = `${baseUrl(variables)}/v1/kv/${path}`;
  const answer = ports.request({ method: 'GET', url, headers });
  if (!answer.ok) return failed(`error reading consul key: Get "${url}": ${answer.error}`);
  const { status, body } = answer.value;
  if (status === 404) return failed(`key does not exist at the given path: ${key}`);
  if (status !== 200)
    return failed(`error reading consul key: Unexpected response code: ${status} (${body})`);
  const entries = parseJsonBody(body);
  const entry: unknown = Array.isArray(entries) ? entries[0] : undefined;
  if (!isRecord(entry)) return failed(`key does not exist at the given path: ${key}`);
  const value = typeof entry.Value === 'string' ? decodeBase64(entry.Value) : undefined;
  const text = value?.ok ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(value.value) : '';
  return text === '' ? failed(`value is empty at path ${key}`) : ok(text);
}
