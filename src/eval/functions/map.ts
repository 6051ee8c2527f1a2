import { ok } from '../../base/index.ts';
import {
  asElements,
  asEntries,
  asString,
  attribute,
  convert,
  dynamicType,
  isKnown,
  isNull,
  isWhollyKnown,
  list,
  listOf,
  map,
  mapOf,
  object,
  objectOf,
  quote,
  string,
  stringType,
  tuple,
  tupleOf,
  type Type,
  typeEquals,
  typeName,
  unknown,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { anything, neverNull, text } from './arguments.ts';

function keysType([value]: readonly Value[]): FunctionResult<Type> {
  const { type } = value!;
  if (type.kind === 'map') return ok(listOf(stringType));
  if (type.kind === 'object') return ok(tupleOf([...type.attributes.keys()].map(() => stringType)));
  return argumentError(0, 'must have map or object type');
}

function keys([value]: readonly Value[], type: Type): FunctionResult {
  const own = value!.type;
  if (own.kind === 'object') return ok(tuple([...own.attributes.keys()].map(string)));
  if (!isKnown(value!)) return ok(unknown(type));
  return ok(list(stringType, [...asEntries(value!).keys()].map(string)));
}

function lookupType([value, key, fallback]: readonly Value[]): FunctionResult<Type> {
  const { type } = value!;
  if (type.kind === 'object') {
    if (!isKnown(key!)) return ok(dynamicType);
    return ok(type.attributes.get(asString(key!)) ?? fallback!.type);
  }
  if (type.kind !== 'map') return argumentError(0, 'lookup() requires a map as the first argument');
  return convert(fallback!, type.element).ok
    ? ok(type.element)
    : argumentError(2, 'the default value must have the same type as the map elements');
}

function lookup([value, key, fallback]: readonly Value[], type: Type): FunctionResult {
  if (!isWhollyKnown(value!)) return ok(unknown(type));
  const found = attribute(value!, asString(key!));
  if (found !== undefined) return ok(found);
  const converted = convert(fallback!, type);
  return converted.ok ? ok(converted.value) : callError(converted.error);
}

/** Attribute types that the arguments have together; undefined where an unknown map hides some. */
function mergedTypes(args: readonly Value[]): ReadonlyMap<string, Type> | undefined {
  const types = new Map<string, Type>();
  for (const arg of args) {
    const { type } = arg;
    if (isNull(arg)) continue;
    if (type.kind === 'object')
      for (const [name, attributeType] of type.attributes) types.set(name, attributeType);
    else if (type.kind === 'map') {
      if (!isKnown(arg)) return undefined;
      for (const name of asEntries(arg).keys()) types.set(name, type.element);
    }
  }
  return types;
}

function mergeType(args: readonly Value[]): FunctionResult<Type> {
  const first = args[0];
  if (first === undefined) return ok(objectOf({}));
  for (const { type } of args) {
    if (type.kind === 'dynamic') return ok(dynamicType);
    if (type.kind !== 'map' && type.kind !== 'object')
      return callError(`arguments must be maps or objects, got ${quote(typeName(type))}`);
  }
  if (args.every((arg) => typeEquals(arg.type, first.type))) return ok(first.type);
  const types = mergedTypes(args);
  return ok(types === undefined ? dynamicType : objectOf(types));
}

function merge(args: readonly Value[], type: Type): FunctionResult {
  const merged = new Map<string, Value>();
  for (const arg of args) {
    if (isNull(arg)) continue;
    const { kind } = arg.type;
    // An untyped null hides what the others are from the type check; the original crashes here.
    if (kind !== 'map' && kind !== 'object') {
      if (Array.isArray(arg.content) && arg.content.length === 0) continue;
      return callError('panic in function implementation: not a string');
    }
    for (const [name, value] of asEntries(arg)) merged.set(name, value);
  }
  return ok(type.kind === 'map' ? map(type.element, merged) : object(merged));
}

function valuesType([mapping]: readonly Value[]): FunctionResult<Type> {
  const { type } = mapping!;
  if (type.kind === 'map') return ok(listOf(type.element));
  if (type.kind === 'object') return ok(tupleOf([...type.attributes.values()]));
  return callError('values() requires a map as the first argument');
}

function values([mapping]: readonly Value[], type: Type): FunctionResult {
  const found = [...asEntries(mapping!).values()];
  return ok(type.kind === 'list' ? list(type.element, found) : tuple(found));
}

const unequal = (keyCount: number, valueCount: number) =>
  callError(`number of keys (${keyCount}) does not match number of values (${valueCount})`);

const nullKey = (index: number) => callError(`keys list has null value at index ${index}`);

function zipmapType([keyList, valueList]: readonly Value[]): FunctionResult<Type> {
  const { type } = valueList!;
  if (type.kind === 'list') return ok(mapOf(type.element));
  if (type.kind !== 'tuple') return callError('values argument must be a list or tuple value');
  if (!isWhollyKnown(keyList!)) return ok(dynamicType);
  const names = asElements(keyList!);
  if (names.length !== type.elements.length) return unequal(names.length, type.elements.length);
  const nullAt = names.findIndex(isNull);
  if (nullAt >= 0) return nullKey(nullAt);
  return ok(objectOf(names.map((name, at) => [asString(name), type.elements[at]!] as const)));
}

function zipmap([keyList, valueList]: readonly Value[], type: Type): FunctionResult {
  if (!isWhollyKnown(keyList!)) return ok(unknown(type));
  const names = asElements(keyList!);
  const found = asElements(valueList!);
  if (names.length !== found.length) return unequal(names.length, found.length);
  const nullAt = names.findIndex(isNull);
  if (nullAt >= 0) return nullKey(nullAt);
  const entries = names.map((name, at) => [asString(name), found[at]!] as const);
  return ok(type.kind === 'map' ? map(type.element, entries) : object(entries));
}

/** Functions over maps and objects. */
export const mapFunctions: readonly FunctionSpec[] = [
  {
    name: 'keys',
    parameters: [anything('inputMap', { allowUnknown: true })],
    returns: keysType,
    refine: neverNull,
    call: keys,
  },
  {
    name: 'lookup',
    parameters: [anything('inputMap'), text('key'), anything('default')],
    returns: lookupType,
    call: lookup,
  },
  {
    name: 'merge',
    parameters: [],
    variadic: anything('maps', { allowNull: true, allowDynamic: true }),
    returns: mergeType,
    refine: neverNull,
    call: merge,
  },
  {
    name: 'values',
    parameters: [anything('mapping')],
    returns: valuesType,
    refine: neverNull,
    call: values,
  },
  {
    name: 'zipmap',
    parameters: [{ name: 'keys', type: listOf(stringType) }, anything('values')],
    returns: zipmapType,
    refine: neverNull,
    call: zipmap,
  },
];
