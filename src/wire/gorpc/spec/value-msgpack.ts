import { unreachable } from '../../../base/index.ts';
import type { Data } from '../../../components/index.ts';
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
  unknown,
  type Value,
} from '../../../values/index.ts';
import { typeFromJson, typeToJson } from '../../cty-json/index.ts';
import { ProtocolError } from '../../protocol.ts';
import { decode, encode, type WireValue } from '../msgpack/index.ts';

/** A value together with its type, as data sources answer in protobuf mode (plugin-protocol 5.7). */
export function valueToMsgpack(value: Value): Uint8Array {
  return encode(typed(value));
}

/** The same, backwards. Throws ProtocolError. */
export function valueFromMsgpack(bytes: Uint8Array): Value {
  return untyped(decode(bytes).value);
}

function typed(value: Value): WireValue {
  const type = new TextEncoder().encode(JSON.stringify(typeToJson(value.type)));
  return [type, content(value)];
}

const int64 = 2n ** 63n;

function numberContent(value: BigFloat): WireValue {
  const whole = value.toInt();
  if (whole !== undefined && whole >= -int64 && whole < int64) return whole;
  const float = value.toFloat64();
  const exact = BigFloat.fromFloat64(float);
  return exact && exact.compare(value) === 0 ? float : value.toText();
}

function content(value: Value): WireValue {
  if (!isKnown(value)) throw new Error('a value that is not known yet cannot cross the wire');
  if (isNull(value)) return null;
  const { type } = value;
  const part = (declared: Type, each: Value) =>
    declared.kind === 'dynamic' && !isNull(each) ? typed(each) : content(each);
  switch (type.kind) {
    case 'string':
      return asString(value);
    case 'bool':
      return asBool(value);
    case 'number':
      return numberContent(asNumber(value));
    case 'list':
    case 'set':
      return asElements(value).map((each) => part(type.element, each));
    case 'tuple':
      return asElements(value).map((each, index) => part(type.elements[index] ?? each.type, each));
    case 'map':
      return fields(value, () => type.element, part);
    case 'object':
      return fields(value, (name) => type.attributes.get(name), part);
    case 'dynamic':
      return null;
    case 'capsule':
      throw new Error(`a ${type.name} never leaves the language`);
    default:
      return unreachable(type);
  }
}

function fields(
  value: Value,
  typeOf: (name: string) => Type | undefined,
  part: (declared: Type, each: Value) => WireValue,
): WireValue {
  return Object.fromEntries(
    [...asEntries(value)].map(([name, each]) => [name, part(typeOf(name) ?? each.type, each)]),
  );
}

function untyped(data: Data): Value {
  if (data === null) return dynamicNull;
  if (!Array.isArray(data) || data.length !== 2) throw wrong('a value with its type');
  const parts: readonly Data[] = data;
  const [type, held = null] = parts;
  const text = type instanceof Uint8Array ? new TextDecoder().decode(type) : type;
  if (typeof text !== 'string') throw wrong('a type');
  return valueOfType(typeFromJson(JSON.parse(text), 'the type of a value'), held);
}

function valueOfType(type: Type, data: Data): Value {
  if (type.kind === 'dynamic') return untyped(data);
  if (data === null) return nullOf(type);
  switch (type.kind) {
    case 'string':
      return string(typeof data === 'string' ? data : fail('text'));
    case 'bool':
      return bool(typeof data === 'boolean' ? data : fail('a bool'));
    case 'number':
      return number(numberOf(data));
    case 'list':
      return list(
        type.element,
        elementsOf(data).map((each) => valueOfType(type.element, each)),
      );
    case 'set':
      return set(
        type.element,
        elementsOf(data).map((each) => valueOfType(type.element, each)),
      );
    case 'tuple': {
      const elements = elementsOf(data);
      return tuple(type.elements.map((each, index) => valueOfType(each, elements[index] ?? null)));
    }
    case 'map':
      return map(
        type.element,
        [...entriesOf(data)].map(([key, each]) => [key, valueOfType(type.element, each)]),
      );
    case 'object': {
      const entries = entriesOf(data);
      return object(
        [...type.attributes].map(([name, each]) => [
          name,
          valueOfType(each, entries.get(name) ?? null),
        ]),
      );
    }
    case 'capsule':
      return unknown(type);
    default:
      return unreachable(type);
  }
}

function numberOf(data: Data): BigFloat {
  if (typeof data === 'bigint') return BigFloat.fromInteger(data);
  if (typeof data === 'number') return BigFloat.fromFloat64(data) ?? fail('a number');
  return (typeof data === 'string' ? BigFloat.parse(data) : undefined) ?? fail('a number');
}

function elementsOf(data: Data): readonly Data[] {
  return Array.isArray(data) ? data : fail('a list');
}

function entriesOf(data: Data): ReadonlyMap<string, Data> {
  return data instanceof Map ? data : fail('a map');
}

function wrong(expected: string): ProtocolError {
  return new ProtocolError(`a value of a data source was expected to be ${expected}`);
}

function fail(expected: string): never {
  throw wrong(expected);
}
