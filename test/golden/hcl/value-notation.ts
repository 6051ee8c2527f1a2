import { compareText } from '../../../src/base/index.ts';
import {
  BigFloat,
  bool,
  boolType,
  dynamicType,
  isKnown,
  isNull,
  list,
  listOf,
  map,
  mapOf,
  nullOf,
  number,
  numberType,
  object,
  objectOf,
  set,
  setOf,
  string,
  stringType,
  tuple,
  tupleOf,
  type Type,
  unknown,
  type Value,
} from '../../../src/values/index.ts';

/** A type as the cases write it. */
export type TypeNotation = string | readonly unknown[];

/** A value as the cases write it. */
export interface ValueNotation {
  readonly type: TypeNotation;
  readonly value: unknown;
}

/** Writes a type as the cases do. */
export function writeType(type: Type): TypeNotation {
  switch (type.kind) {
    case 'dynamic':
      return 'any';
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, writeType(type.element)];
    case 'tuple':
      return ['tuple', type.elements.map(writeType)];
    case 'object': {
      const attributes = Object.fromEntries(
        [...type.attributes].map(([name, attribute]) => [name, writeType(attribute)]),
      );
      const optional = [...type.optional].sort(compareText);
      return optional.length > 0 ? ['object', attributes, optional] : ['object', attributes];
    }
    default:
      return type.kind;
  }
}

/** Reads a type as the cases write it. */
export function readType(notation: unknown): Type {
  if (!Array.isArray(notation)) {
    const simple = { string: stringType, number: numberType, bool: boolType }[String(notation)];
    return simple ?? dynamicType;
  }
  const [kind, inner, optional] = notation;
  switch (kind) {
    case 'list':
      return listOf(readType(inner));
    case 'set':
      return setOf(readType(inner));
    case 'map':
      return mapOf(readType(inner));
    case 'tuple':
      return tupleOf(inner.map(readType));
    default:
      return objectOf(
        Object.entries(inner).map(([name, attribute]) => [name, readType(attribute)] as const),
        optional,
      );
  }
}

/** Writes a value as the cases do. */
export function writeValue(value: Value): ValueNotation {
  return { type: writeType(value.type), value: writeContent(value) };
}

function writeContent(value: Value): unknown {
  const { content } = value;
  if (isNull(value)) return null;
  if (!isKnown(value)) return { $unknown: true };
  if (content instanceof BigFloat) return content.toText();
  if (Array.isArray(content)) return content.map(writeContent);
  if (content instanceof Map) {
    return Object.fromEntries([...content].map(([name, part]) => [name, writeContent(part)]));
  }
  return content;
}

/** Reads a value as the cases write it. */
export function readValue({ type, value }: ValueNotation): Value {
  return build(readType(type), value);
}

function build(type: Type, content: unknown): Value {
  if (content === null) return nullOf(type);
  if (isRecord(content) && '$unknown' in content) return unknown(type);
  switch (type.kind) {
    case 'string':
      return string(String(content));
    case 'number':
      return number(BigFloat.parse(String(content)) ?? 0);
    case 'bool':
      return bool(content === true);
    case 'list':
      return list(
        type.element,
        elements(content).map((each) => build(type.element, each)),
      );
    case 'set':
      return set(
        type.element,
        elements(content).map((each) => build(type.element, each)),
      );
    case 'map':
      return map(
        type.element,
        Object.entries(isRecord(content) ? content : {}).map(
          ([name, each]) => [name, build(type.element, each)] as const,
        ),
      );
    case 'tuple':
      return tuple(
        elements(content).map((each, i) => build(type.elements[i] ?? dynamicType, each)),
      );
    case 'object':
      return object(
        Object.entries(isRecord(content) ? content : {}).map(
          ([name, each]) => [name, build(type.attributes.get(name) ?? dynamicType, each)] as const,
        ),
      );
    default:
      return unknown(type);
  }
}

function elements(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [];
}

function isRecord(content: unknown): content is Readonly<Record<string, unknown>> {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}
