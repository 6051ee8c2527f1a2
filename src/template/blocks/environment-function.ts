import { ok } from '../../base/index.ts';
import type { FunctionSpec } from '../../eval/index.ts';
import type { Environment } from '../../platform/index.ts';
import { asString, string, stringType } from '../../values/index.ts';

/** `env(name)`, the only function that defaults of variables can call; empty where unset. */
export function environmentFunction(
  variables: Environment['variables'],
): ReadonlyMap<string, FunctionSpec> {
  const env: FunctionSpec = {
    name: 'env',
    parameters: [{ name: 'key', type: stringType }],
    returns: stringType,
    call: ([key]) => ok(string((key && variables[asString(key)]) ?? '')),
  };
  return new Map([['env', env]]);
}
