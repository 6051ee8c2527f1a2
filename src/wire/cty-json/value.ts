import { unreachable } from '../../base/index.ts';
import {
  asBool,
  asElements,
  asEntries,
  asNumber,
  asString,
  BigFloat,
  bool,
  dynamicNull,
  isKnown,
  isNull,
  list,
  map,
  nullOf,
  number,
  object,
  set,
  string,
  tuple,
  type Type,
  type Value,
} from '../../values/index.ts';
import { Fields, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { ProtocolError } from '../protocol.ts';
import { typeFromJson, typeToJson } from './type.ts';

// Values of the language as cty JSON: `{"value": ..., "type": ...}` (plugin-protocol 5.8).

/**
 * A value with its type. Marks do not travel; an unknown part goes as a placeholder of its type
 * (plugin-protocol 6.2), because a component can do nothing with it anyway.
 */
export function valueToJson(value: Value): JsonObject {
  return { value: contentToJson(value, value.type), type: typeToJson(value.type) };
}

const placeholders = { string: '<unknown>', number: 0, bool: false } as const;

function contentToJson(value: Value, declared: Type): Json {
  if (declared.kind === 'dynamic' && value.type.kind !== 'dynamic') return valueToJson(value);
  if (isNull(value)) return null;
  const { type } = value;
  const known = isKnown(value);
  switch (type.kind) {
    case 'string':
      return known ? asString(value) : placeholders.string;
    case 'number':
      return known ? numberToJson(asNumber(value)) : placeholders.number;
    case 'bool':
      return known ? asBool(value) : placeholders.bool;
    case 'list':
    case 'set':
      return known ? asElements(value).map((each) => contentToJson(each, type.element)) : [];
    case 'map':
      return known ? entriesToJson(value, () => type.element) : {};
    case 'tuple':
      return type.elements.map((of, index) =>
        contentToJson(known ? asElements(value)[index]! : nullOf(of), of),
      );
    case 'object':
      return known
        ? entriesToJson(value, (name) => type.attributes.get(name)!)
        : Object.fromEntries([...type.attributes.keys()].map((name) => [name, null]));
    case 'dynamic':
      return null;
    case 'capsule':
      throw new Error(`a ${type.name} never leaves the language`);
    default:
      return unreachable(type);
  }
}

function entriesToJson(value: Value, typeOf: (name: string) => Type): JsonObject {
  return Object.fromEntries(
    [...asEntries(value)].map(([name, each]) => [name, contentToJson(each, typeOf(name))]),
  );
}

/** As a JSON number if a double holds it exactly as it is printed, otherwise as text. */
function numberToJson(exact: BigFloat): Json {
  const text = exact.toText();
  const double = Number(text);
  return Number.isFinite(double) && String(double) === text ? double : text;
}

/** A value from JSON; the literal null is the null without a type. */
export function valueFromJson(json: Json | undefined, where: string): Value {
  if (json === null) return dynamicNull;
  const fields = new Fields(json, where);
  const type = typeFromJson(fields.optional('type'), fields.place('type'));
  return contentFromJson(fields.optional('value') ?? null, type, fields.place('value'));
}

function contentFromJson(json: Json, type: Type, where: string): Value {
  if (json === null) return nullOf(type);
  const wrong = (): never => {
    const kind = type.kind === 'object' ? 'an object' : `a ${type.kind}`;
    throw new ProtocolError(`${where}: ${JSON.stringify(json)} is not ${kind}`);
  };
  switch (type.kind) {
    case 'string':
      return typeof json === 'string' ? string(json) : wrong();
    case 'bool':
      return typeof json === 'boolean' ? bool(json) : wrong();
    case 'number': {
      const text = typeof json === 'number' || typeof json === 'string' ? String(json) : wrong();
      return number(BigFloat.parse(text) ?? wrong());
    }
    case 'list':
      return list(type.element, elements(json, () => type.element, where) ?? wrong());
    case 'set':
      return set(type.element, elements(json, () => type.element, where) ?? wrong());
    case 'tuple': {
      const parts = elements(json, (index) => type.elements[index], where) ?? wrong();
      return parts.length === type.elements.length ? tuple(parts) : wrong();
    }
    case 'map':
      return map(type.element, isJsonObject(json) ? entries(json, type.element, where) : wrong());
    case 'object':
      return isJsonObject(json) ? objectFromJson(json, type.attributes, where) : wrong();
    case 'dynamic':
      return valueFromJson(json, where);
    case 'capsule':
      return wrong();
    default:
      return unreachable(type);
  }
}

function elements(
  json: Json,
  typeOf: (index: number) => Type | undefined,
  where: string,
): readonly Value[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const parts: readonly Json[] = json;
  return parts.map((each, index) => {
    const type = typeOf(index);
    if (type === undefined) throw new ProtocolError(`${where}: too many elements`);
    return contentFromJson(each, type, `${where}[${index}]`);
  });
}

function entries(json: JsonObject, type: Type, where: string): [string, Value][] {
  return Object.entries(json).map(([name, each]) => [
    name,
    contentFromJson(each ?? null, type, `${where}.${name}`),
  ]);
}

function objectFromJson(
  json: JsonObject,
  attributes: ReadonlyMap<string, Type>,
  where: string,
): Value {
  const extra = Object.keys(json).find((name) => !attributes.has(name));
  if (extra !== undefined)
    throw new ProtocolError(`${where}: "${extra}" is not an attribute of its type`);
  return object(
    [...attributes].map(([name, type]) => {
      const member = Object.hasOwn(json, name) ? json[name] : undefined;
      return [name, contentFromJson(member ?? null, type, `${where}.${name}`)];
    }),
  );
}
