import { ok, type Result } from '../../base/index.ts';
import { asString, isNull, string, stringType, type Value } from '../../values/index.ts';
import { callError, type FunctionResult, type FunctionSpec } from '../function-spec.ts';
import { text } from './arguments.ts';
import type { FunctionPorts } from './ports.ts';
import { pickSecret, readAwsSecret } from './remote/aws-secrets.ts';
import { readConsul } from './remote/consul.ts';
import { readVault } from './remote/vault.ts';

const textOrError = (result: Result<string, string>): FunctionResult =>
  result.ok ? ok(string(result.value)) : callError(result.error);

function awsSecret([name, key]: readonly Value[], ports: FunctionPorts): FunctionResult {
  const secret = readAwsSecret(asString(name!), ports);
  if (!secret.ok) return callError(secret.error);
  return textOrError(pickSecret(secret.value, isNull(key!) ? '' : asString(key!)));
}

/** Functions that ask servers. They run at every evaluation and wait for the answer. */
export function remoteFunctions(ports: FunctionPorts): readonly FunctionSpec[] {
  return [
    {
      name: 'aws_secretsmanager',
      parameters: [text('name'), text('key', { allowNull: true })],
      returns: stringType,
      call: (args) => awsSecret(args, ports),
    },
    {
      name: 'aws_secretsmanager_raw',
      parameters: [text('name')],
      returns: stringType,
      call: ([name]) => textOrError(readAwsSecret(asString(name!), ports)),
    },
    {
      name: 'consul_key',
      parameters: [text('key')],
      returns: stringType,
      call: ([key]) => textOrError(readConsul(asString(key!), ports)),
    },
    {
      name: 'vault',
      parameters: [text('path'), text('key')],
      returns: stringType,
      call: ([path, key]) => textOrError(readVault(asString(path!), asString(key!), ports)),
    },
  ];
}
