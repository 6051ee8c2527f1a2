import { failed, ok, type Result } from '../base/index.ts';
import { type FunctionSpec, functionTable } from '../eval/index.ts';
import type { RenderingContext } from '../legacy/index.ts';
import type { Platform } from '../platform/index.ts';
import { asString, nullOf, string, stringType, type Value } from '../values/index.ts';

/**
 * The stores that variables of a legacy template may read: those that the functions of the language
 * read, and in their words. Loads what the texts mention, and asks nobody before it is called.
 */
export async function secretStores(
  platform: Platform,
  ...texts: readonly string[]
): Promise<RenderingContext['stores']> {
  const { evaluation, environment, clock, random } = platform;
  const table = functionTable(
    {
      ...evaluation,
      environment,
      now: () => clock.now(),
      randomBytes: (count) => random.bytes(count),
    },
    { folder: '', started: evaluation.started },
  );
  await table.prepare(...texts);
  const ask = (name: string, ...args: readonly Value[]): Result<string, string> =>
    call(name, table.get(name), args);
  return {
    consulKey: (key) => ask('consul_key', string(key)),
    vault: (path, key) => ask('vault', string(path), string(key)),
    secretsManager: (name, key) =>
      ask('aws_secretsmanager', string(name), key === undefined ? nullOf(stringType) : string(key)),
    secretsManagerRaw: (name) => ask('aws_secretsmanager_raw', string(name)),
  };
}

function call(
  name: string,
  spec: FunctionSpec | undefined,
  args: readonly Value[],
): Result<string, string> {
  if (spec === undefined) return failed(`${name} is not available`);
  const result = spec.call(args, stringType);
  return result.ok ? ok(asString(result.value)) : failed(result.error.message);
}
