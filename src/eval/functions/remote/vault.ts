import { failed, ok, type Result } from '../../../base/index.ts';
import type { FunctionPorts } from '../ports.ts';
import { explainErrors, isRecord, parseJsonBody } from './answer.ts';

const defaultAddress = 'https://127.0.0.1:8200';
const help =
  'Vault data was empty at the given path. Check the Vault function docs for help: https://www.packer.io/docs/templates/hcl_templates/functions/contextual/vault. Original warnings from Vault call: ';

/** Crashes the original; a sentence is all that is left of it. */
const notText = 'panic in function implementation: the value in Vault is not a string';

function pick(record: Record<string, unknown>, key: string): Result<string, string> | undefined {
  if (!Object.hasOwn(record, key)) return undefined;
  const value = record[key];
  return typeof value === 'string' ? ok(value) : failed(notText);
}

/** Reads one key of a secret, from either version of the key-value store. */
export function readVault(path: string, key: string, ports: FunctionPorts): Result<string, string> {
  const { variables } = ports.environment;
  const token = variables.VAULT_TOKEN ?? '';
  if (token === '')
    return failed('Must set VAULT_TOKEN env var in order to use vault template function');
  const address = (variables.VAULT_ADDR || defaultAddress).replace(/\/+$/, '');
  const url = `${address}/v1/${path.replace(/^\/+/, '')}`;
  const headers: Record<string, string> = { 'X-Vault-Token': token, 'X-Vault-Request': 'true' };
  if (variables.VAULT_NAMESPACE) headers['X-Vault-Namespace'] = variables.VAULT_NAMESPACE;
  const answer = ports.request({ method: 'GET', url, headers });
  if (!answer.ok) return failed(`Error reading vault secret: Get "${url}": ${answer.error}`);
  const { status, body } = answer.value;
  if (status === 404) return failed('Vault Secret does not exist at the given path');
  if (status >= 400)
    return failed(
      `Error reading vault secret: Error making API request.\n\nURL: GET ${url}\nCode: ${status}. Errors:\n\n${explainErrors(body)}`,
    );
  const secret = parseJsonBody(body);
  const data = isRecord(secret) && isRecord(secret.data) ? secret.data : {};
  if (!Object.hasOwn(data, 'data')) {
    const found = pick(data, key);
    if (found !== undefined) return found;
    const warnings = isRecord(secret) && Array.isArray(secret.warnings) ? secret.warnings : [];
    return failed(help + warnings.join('; '));
  }
  if (!isRecord(data.data)) return failed(notText);
  return pick(data.data, key) ?? failed('Vault path does not contain the requested key');
}
