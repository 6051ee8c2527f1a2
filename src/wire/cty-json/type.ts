import { unreachable } from '../../base/index.ts';
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
} from '../../values/index.ts';
import { isJsonObject, type Json } from '../json.ts';
import { ProtocolError } from '../protocol.ts';

// Types of the language as JSON, such as `["list", "string"]` (plugin-protocol 5.8).

/** A type as JSON. */
export function typeToJson(type: Type): Json {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind;
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, typeToJson(type.element)];
    case 'tuple':
      return ['tuple', type.elements.map(typeToJson)];
    case 'object': {
      const attributes = [...type.attributes].map(([name, of]) => [name, typeToJson(of)] as const);
      const optional = type.optional.size === 0 ? [] : [[...type.optional]];
      return ['object', Object.fromEntries(attributes), ...optional];
    }
    case 'capsule':
      throw new Error(`a ${type.name} never leaves the language`);
    default:
      return unreachable(type);
  }
}

const primitives: Readonly<Record<string, Type | undefined>> = {
  string: stringType,
  number: numberType,
  bool: boolType,
  dynamic: dynamicType,
};

/** A type from JSON. */
export function typeFromJson(json: Json | undefined, where: string): Type {
  if (typeof json === 'string') {
    const primitive = Object.hasOwn(primitives, json) ? primitives[json] : undefined;
    if (primitive !== undefined) return primitive;
  }
  const wrong = () => new ProtocolError(`${where}: ${JSON.stringify(json)} is not a type`);
  if (!Array.isArray(json)) throw wrong();
  const parts: readonly Json[] = json;
  const [kind, inner, optional] = parts;
  if (kind === 'list') return listOf(typeFromJson(inner, where));
  if (kind === 'set') return setOf(typeFromJson(inner, where));
  if (kind === 'map') return mapOf(typeFromJson(inner, where));
  if (kind === 'tuple' && Array.isArray(inner)) {
    const elements: readonly Json[] = inner;
    return tupleOf(elements.map((each) => typeFromJson(each, where)));
  }
  if (kind === 'object' && isJsonObject(inner)) {
    const attributes = Object.entries(inner).map(
      ([name, of]) => [name, typeFromJson(of, `${where}.${name}`)] as const,
    );
    return objectOf(new Map(attributes), optionalNames(optional));
  }
  throw wrong();
}

function optionalNames(json: Json | undefined): readonly string[] {
  const names: readonly Json[] = Array.isArray(json) ? json : [];
  return names.flatMap((name) => (typeof name === 'string' ? [name] : []));
}
