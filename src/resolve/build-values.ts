import { failed, ok, type Result } from '../base/index.ts';
import type { Data, DataMap } from '../components/index.ts';
import { unknownText } from '../schema/index.ts';
import { bool, list, number, numberType, string, stringType, type Value } from '../values/index.ts';

/** What every builder can tell about the machine it builds (components 1.7). */
export const knownBuildNames: readonly string[] = [
  'ID',
  'Host',
  'Port',
  'User',
  'Password',
  'ConnType',
  'PackerRunUUID',
  'PackerHTTPPort',
  'PackerHTTPIP',
  'PackerHTTPAddr',
  'SSHPublicKey',
  'SSHPrivateKey',
  'WinRMPassword',
];

/**
 * The attributes of `build` before the build runs: `name`, the thirteen known names and those the
 * builder announced, each the known text `<unknown>` (template-language 6.6).
 */
export function placeholderBuildValues(
  buildName: string,
  generated: readonly string[],
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const name of [...knownBuildNames, ...generated]) values.set(name, string(unknownText));
  return values.set('name', string(buildName));
}

/**
 * The placeholders overlaid with what the builder (or an artifact's `generated_data`) really gave.
 * Fails with `unhandled buildvar type: T` for data that has no place in the language; null leaves
 * the placeholder.
 */
export function realBuildValues(
  placeholders: ReadonlyMap<string, Value>,
  data: DataMap,
): Result<ReadonlyMap<string, Value>, string> {
  const values = new Map(placeholders);
  for (const [name, each] of data) {
    if (each === null) continue;
    const value = buildValue(each);
    if (!value.ok) return value;
    values.set(name, value.value);
  }
  return ok(values);
}

function buildValue(data: Data): Result<Value, string> {
  if (typeof data === 'string') return ok(string(data));
  if (typeof data === 'boolean') return ok(bool(data));
  if (typeof data === 'bigint' || typeof data === 'number') return ok(number(data));
  if (data instanceof Uint8Array) return ok(list(numberType, [...data].map(number)));
  if (Array.isArray(data)) return buildList(data);
  return failed(`unhandled buildvar type: ${data instanceof Date ? 'time.Time' : 'map'}`);
}

/** Texts or numbers; Go plugins cannot send lists, other components can. */
function buildList(data: readonly Data[]): Result<Value, string> {
  if (data.every((each) => typeof each === 'string')) return ok(list(stringType, data.map(string)));
  const numbers = data.filter((each) => typeof each === 'bigint' || typeof each === 'number');
  if (numbers.length === data.length) return ok(list(numberType, numbers.map(number)));
  return failed('unhandled buildvar type: []interface {}');
}
