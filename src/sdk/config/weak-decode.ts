import { formatDuration, parseWholeNumber } from '../../base/index.ts';
import type { Data, DataMap } from '../../components/index.ts';
import type { Option, OptionType } from './option.ts';

/** What zod is given: plain JavaScript values, undefined where the user said nothing. */
export type Plain =
  | undefined
  | string
  | boolean
  | number
  | bigint
  | readonly Plain[]
  | PlainObject
  | Data;

/** Plain values by name. */
export interface PlainObject {
  readonly [name: string]: Plain;
}

/** Where the mistakes of one decoding are kept. */
interface Problems {
  readonly errors: string[];
  readonly unused: string[];
}

function goType(data: Data): string {
  if (data === null) return '<nil>';
  if (typeof data === 'string') return 'string';
  if (typeof data === 'boolean') return 'bool';
  if (typeof data === 'bigint') return 'int';
  if (typeof data === 'number') return 'float64';
  if (data instanceof Uint8Array) return '[]uint8';
  if (data instanceof Map) return 'map[interface {}]interface {}';
  return data instanceof Date ? 'time.Time' : '[]interface {}';
}

/** Go's word for the kind of data, as in `expected a map, got 'slice'`. */
export function goKind(data: Data): string {
  return Array.isArray(data) ? 'slice' : goType(data);
}

function goText(data: Data): string {
  if (data === null) return '<nil>';
  if (Array.isArray(data)) return `[${data.map((each: Data) => goText(each)).join(' ')}]`;
  if (data instanceof Map)
    return `map[${[...data].map(([key, value]) => `${key}:${goText(value)}`).join(' ')}]`;
  return String(data);
}

function unconvertible(path: string, wanted: string, data: Data): string {
  const actual = goType(data);
  const value = goText(data);
  return `'${path}' expected type '${wanted}', got unconvertible type '${actual}', value: '${value}'`;
}

function toText(path: string, data: Data, problems: Problems): string | undefined {
  if (typeof data === 'string') return data;
  if (typeof data === 'boolean') return data ? '1' : '0';
  if (typeof data === 'bigint' || typeof data === 'number') return String(data);
  if (data instanceof Uint8Array) return new TextDecoder().decode(data);
  problems.errors.push(unconvertible(path, 'string', data));
  return undefined;
}

const trueWords = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const falseWords = ['', '0', 'f', 'F', 'FALSE', 'false', 'False'];

function notTextToBool(
  path: string,
  wanted: string,
  data: Exclude<Data, string>,
  problems: Problems,
): boolean | undefined {
  if (typeof data === 'boolean') return data;
  if (typeof data === 'bigint' || typeof data === 'number') return Number(data) !== 0;
  problems.errors.push(unconvertible(path, wanted, data));
  return undefined;
}

function toBool(path: string, data: Data, problems: Problems): boolean | undefined {
  if (typeof data !== 'string') return notTextToBool(path, 'bool', data, problems);
  if (trueWords.includes(data)) return true;
  if (falseWords.includes(data)) return false;
  const reason = `strconv.ParseBool: parsing ${JSON.stringify(data)}: invalid syntax`;
  problems.errors.push(`cannot parse '${path}' as bool: ${reason}`);
  return undefined;
}

function toTriState(path: string, data: Data, problems: Problems): boolean | undefined {
  if (data === '') return undefined;
  if (typeof data !== 'string') return notTextToBool(path, 'config.Trilean', data, problems);
  if (trueWords.includes(data)) return true;
  if (falseWords.includes(data)) return false;
  const reason = `strconv.ParseBool: parsing ${JSON.stringify(data)}: invalid syntax`;
  problems.errors.push(`error decoding '${path}': Error parsing bool from given var: ${reason}`);
  return undefined;
}

/** What does not fit becomes the least number that does, as in Go. */
function toInt64(data: bigint | number): bigint {
  const count = typeof data === 'bigint' ? data : BigInt(Math.trunc(data));
  return BigInt.asIntN(64, count) === count ? count : -(2n ** 63n);
}

/** A whole number loses the fraction of a number, but text with a fraction is none. */
function toWhole(path: string, data: Data, problems: Problems): number | undefined {
  if (typeof data === 'bigint' || typeof data === 'number') return Number(toInt64(data));
  if (typeof data === 'boolean') return data ? 1 : 0;
  if (typeof data !== 'string') {
    problems.errors.push(unconvertible(path, 'int', data));
    return undefined;
  }
  const parsed = parseWholeNumber(data || '0');
  if (parsed.ok) return Number(parsed.value);
  const reason = `strconv.ParseInt: parsing ${JSON.stringify(data)}: ${parsed.error}`;
  problems.errors.push(`cannot parse '${path}' as int: ${reason}`);
  return undefined;
}

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function toNumber(path: string, data: Data, problems: Problems): number | undefined {
  if (typeof data === 'bigint' || typeof data === 'number') return Number(data);
  if (typeof data === 'boolean') return data ? 1 : 0;
  if (typeof data !== 'string') {
    problems.errors.push(unconvertible(path, 'float64', data));
    return undefined;
  }
  if (data === '') return 0;
  if (numberText.test(data)) return Number(data);
  const reason = `strconv.ParseFloat: parsing ${JSON.stringify(data)}: invalid syntax`;
  problems.errors.push(`cannot parse '${path}' as float: ${reason}`);
  return undefined;
}

/** A number counts nanoseconds; text is left to the schema, which words the mistake. */
function toDurationText(path: string, data: Data, problems: Problems): string | undefined {
  if (typeof data === 'string') return data;
  if (typeof data === 'boolean') return data ? '1ns' : '0s';
  if (typeof data === 'bigint' || typeof data === 'number') return formatDuration(toInt64(data));
  problems.errors.push(unconvertible(path, 'time.Duration', data));
  return undefined;
}

function listItems(data: Data, element: OptionType): readonly Data[] {
  if (Array.isArray(data)) return data;
  const wantsMaps = element.kind === 'object' || element.kind === 'map';
  if (typeof data === 'string' && !wantsMaps) return data === '' ? [] : data.split(',');
  if (data instanceof Map && data.size === 0) return [];
  return [data];
}

function toList(path: string, data: Data, element: Option, problems: Problems): Plain[] {
  return listItems(data, element.type).map((item, at) => {
    const value = decodeOption(`${path}[${at}]`, item, element.type, problems);
    return value === undefined && element.type.kind === 'string' ? '' : value;
  });
}

/** A list of maps counts as one map, later entries win. Undefined: there is something else in it. */
function mergedMap(path: string, data: Data, problems: Problems): DataMap | undefined {
  if (data instanceof Map) return data;
  if (!Array.isArray(data)) {
    problems.errors.push(`'${path}' expected a map, got '${goType(data)}'`);
    return undefined;
  }
  const parts = data.map((each: Data, at) => mergedMap(`${path}[${at}]`, each, problems));
  if (parts.includes(undefined)) return undefined;
  return new Map(parts.flatMap((part) => [...(part ?? [])]));
}

function toMap(path: string, data: Data, element: Option, problems: Problems): PlainObject {
  const map = mergedMap(path, data, problems) ?? new Map<string, Data>();
  const decoded = [...map].map(([key, value]) => {
    const plain = decodeOption(`${path}[${key}]`, value, element.type, problems);
    return [key, plain ?? (element.type.kind === 'string' ? '' : undefined)] as const;
  });
  return Object.fromEntries(decoded);
}

function decodeOption(path: string, data: Data, type: OptionType, problems: Problems): Plain {
  if (data === null) return undefined;
  switch (type.kind) {
    case 'string':
      return toText(path, data, problems);
    case 'bool':
      return toBool(path, data, problems);
    case 'tri-state':
      return toTriState(path, data, problems);
    case 'number':
      return type.whole ? toWhole(path, data, problems) : toNumber(path, data, problems);
    case 'duration':
      return toDurationText(path, data, problems);
    case 'dynamic':
      return data;
    case 'list':
      return toList(path, data, type.element, problems);
    case 'map':
      return toMap(path, data, type.element, problems);
    case 'object': {
      const map = mergedMap(path, data, problems);
      return map && decodeObject(path, map, type.options, problems);
    }
  }
}

/** The option a key means: by its name, or by its name in other letter case. */
function optionFor(
  key: string,
  options: ReadonlyMap<string, Option>,
): readonly [string, Option] | undefined {
  const exact = options.get(key);
  if (exact !== undefined) return [key, exact];
  const lower = key.toLowerCase();
  for (const [name, option] of options) if (name.toLowerCase() === lower) return [name, option];
  return undefined;
}

function decodeObject(
  path: string,
  data: DataMap,
  options: ReadonlyMap<string, Option>,
  problems: Problems,
): PlainObject {
  const decoded: Record<string, Plain> = {};
  for (const [key, value] of data) {
    const full = path === '' ? key : `${path}.${key}`;
    const found = optionFor(key, options);
    if (found === undefined) {
      problems.unused.push(full);
      continue;
    }
    const plain = decodeOption(full, value, found[1].type, problems);
    if (plain !== undefined) decoded[found[0]] = plain;
  }
  return decoded;
}

/** Maps given twice are joined key by key; of everything else the later one wins. */
function overlay(under: PlainObject, over: PlainObject, options: ReadonlyMap<string, Option>) {
  const joined: Record<string, Plain> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = joined[key];
    const map = options.get(key)?.type.kind === 'map';
    joined[key] = map && isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
  return joined;
}

function isObject(value: Plain): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What came of decoding. Mistakes are in the order they were met. */
export interface WeaklyDecoded {
  readonly values: PlainObject;
  readonly errors: readonly string[];
  readonly unused: readonly string[];
}

/**
 * Decodes layers of data, later ones over earlier ones, the forgiving way plugins do: numbers, text
 * and truth values become each other, one value becomes a list, nulls leave the option alone
 * (components 2.0).
 */
export function weakDecode(
  layers: readonly DataMap[],
  options: ReadonlyMap<string, Option>,
): WeaklyDecoded {
  const problems: Problems = { errors: [], unused: [] };
  let values: PlainObject = {};
  for (const layer of layers)
    values = overlay(values, decodeObject('', layer, options, problems), options);
  return { values, ...problems };
}
