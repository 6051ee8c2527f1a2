import type { ComponentSchema, ObjectSchema, SchemaNode } from '../../../components/index.ts';
import {
  type BigFloat,
  bool,
  boolType,
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
  type Value,
} from '../../../values/index.ts';
import { GobError, type GobValue, readGob } from '../gob/index.ts';
import { readBigFloat } from './big-float.ts';

/** A component's spec, as a plugin in gob mode sends it (plugin-protocol 5.4). Throws GobError. */
export function schemaFromGob(bytes: Uint8Array): ComponentSchema {
  const types = new Map<string, Type>();
  return objectSchema(readGob(bytes), types);
}

/** A data source's result (plugin-protocol 5.6). Throws GobError. */
export function valueFromGob(bytes: Uint8Array): Value {
  return valueFrom(opaqueOf(readGob(bytes)), new Map());
}

/** Types by the text of their bytes: a large spec repeats few types many times. */
type TypeCache = Map<string, Type>;

function objectSchema(value: GobValue, types: TypeCache): ObjectSchema {
  const fields = new Map<string, SchemaNode>();
  const entries = [...mapOfValues(value)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, spec] of entries) fields.set(name, schemaNode(spec, types));
  return { kind: 'object', fields };
}

function schemaNode(spec: GobValue, types: TypeCache): SchemaNode {
  const { interfaceName, value } = interfaceOf(spec);
  const kind = interfaceName.slice(interfaceName.lastIndexOf('.') + 1);
  if (kind === 'ObjectSpec') return objectSchema(value, types);
  if (kind === 'TupleSpec')
    return { kind: 'tuple', elements: listOfValues(value).map((each) => schemaNode(each, types)) };
  const fields = mapOfValues(value);
  const text = (name: string) => textOf(fields.get(name));
  const nested = () => schemaNode(fields.get('Nested'), types);
  const required = fields.get('Required') === true;
  switch (kind) {
    case 'AttrSpec':
      return {
        kind: 'attribute',
        name: text('Name'),
        type: typeOf(fields.get('Type'), types),
        required,
      };
    case 'BlockSpec':
      return { kind: 'block', typeName: text('TypeName'), nested: nested(), required };
    case 'BlockListSpec':
    case 'BlockSetSpec':
      return {
        kind: kind === 'BlockListSpec' ? 'block-list' : 'block-set',
        typeName: text('TypeName'),
        nested: nested(),
        minItems: wholeOf(fields.get('MinItems')),
        maxItems: wholeOf(fields.get('MaxItems')),
      };
    case 'BlockMapSpec':
    case 'BlockObjectSpec':
      return {
        kind: kind === 'BlockMapSpec' ? 'block-map' : 'block-object',
        typeName: text('TypeName'),
        labelNames: listOfValues(fields.get('LabelNames')).map(textOf),
        nested: nested(),
      };
    case 'BlockAttrsSpec':
      return {
        kind: 'block-attributes',
        typeName: text('TypeName'),
        elementType: typeOf(fields.get('ElementType'), types),
        required,
      };
    case 'BlockLabelSpec':
      return { kind: 'block-label', index: wholeOf(fields.get('Index')), name: text('Name') };
    case 'DefaultSpec':
      return {
        kind: 'default',
        primary: schemaNode(fields.get('Primary'), types),
        fallback: schemaNode(fields.get('Default'), types),
      };
    case 'LiteralSpec':
      return { kind: 'literal', value: valueFrom(opaqueOf(fields.get('Value')), types) };
    default:
      throw new GobError(`the specification kind ${interfaceName} is not known`);
  }
}

/** A type (plugin-protocol 5.5): an opaque string that is a gob stream of its own. */
function typeOf(value: GobValue, types: TypeCache): Type {
  const bytes = opaqueOf(value);
  const key = bytes.join();
  const known = types.get(key);
  if (known) return known;
  const { interfaceName, value: held } = interfaceOf(mapOfValues(readGob(bytes)).get('Impl'));
  const type = typeNamed(interfaceName.slice(interfaceName.lastIndexOf('.') + 1), held, types);
  types.set(key, type);
  return type;
}

const primitives = new Map<bigint, Type>([
  [0x53n, stringType],
  [0x4en, numberType],
  [0x42n, boolType],
]);

function typeNamed(name: string, held: GobValue, types: TypeCache): Type {
  const fields = mapOfValues(held);
  const element = () => typeOf(fields.get('ElementTypeT'), types);
  switch (name) {
    case 'primitiveType': {
      const kind = fields.get('Kind');
      const type = typeof kind === 'bigint' ? primitives.get(kind) : undefined;
      if (!type) throw new GobError(`the primitive type ${String(kind)} is not known`);
      return type;
    }
    case 'typeList':
      return listOf(element());
    case 'typeSet':
      return setOf(element());
    case 'typeMap':
      return mapOf(element());
    case 'typeTuple':
      return tupleOf(listOfValues(fields.get('ElemTypes')).map((each) => typeOf(each, types)));
    case 'typeObject': {
      const attributes = [...mapOfValues(fields.get('AttrTypes'))].map(
        ([attribute, type]) => [attribute, typeOf(type, types)] as const,
      );
      return objectOf(attributes, mapOfValues(fields.get('AttrOptional')).keys());
    }
    default:
      throw new GobError(`the type ${name} is not known`);
  }
}

/** A value (plugin-protocol 5.6): type and payload in a gob stream of its own. */
function valueFrom(bytes: Uint8Array, types: TypeCache): Value {
  const fields = mapOfValues(readGob(bytes));
  return payload(typeOf(fields.get('Ty'), types), fields.get('V'));
}

function payload(type: Type, held: GobValue): Value {
  if (held === undefined) return nullOf(type);
  const { value } = interfaceOf(held);
  switch (type.kind) {
    case 'string':
      return string(textOf(value));
    case 'bool':
      return bool(value === true);
    case 'number':
      return number(numberOf(value));
    case 'list':
      return list(
        type.element,
        listOfValues(value).map((each) => payload(type.element, each)),
      );
    case 'set': {
      const elements = listOfValues(mapOfValues(readGob(opaqueOf(value))).get('Values'));
      return set(
        type.element,
        elements.map((each) => payload(type.element, each)),
      );
    }
    case 'map':
      return map(
        type.element,
        [...mapOfValues(value)].map(([key, each]) => [key, payload(type.element, each)]),
      );
    case 'tuple': {
      const elements = listOfValues(value);
      return tuple(type.elements.map((each, index) => payload(each, elements[index])));
    }
    case 'object': {
      const entries = mapOfValues(value);
      return object(
        [...type.attributes].map(([name, each]) => [name, payload(each, entries.get(name))]),
      );
    }
    default:
      throw new GobError(`a value of type ${type.kind} cannot cross the wire`);
  }
}

function numberOf(value: GobValue): BigFloat {
  const parsed = readBigFloat(opaqueOf(value));
  if (!parsed) throw new GobError('the bytes of a number are not understood');
  return parsed;
}

function interfaceOf(value: GobValue): { interfaceName: string; value: GobValue } {
  if (typeof value === 'object' && 'interfaceName' in value) return value;
  throw new GobError('a gob value has another shape than expected: no interface');
}

function opaqueOf(value: GobValue): Uint8Array {
  if (typeof value === 'object' && 'opaque' in value) return value.opaque;
  throw new GobError('a gob value has another shape than expected: no opaque bytes');
}

const nothing: ReadonlyMap<string, GobValue> = new Map();

function mapOfValues(value: GobValue): ReadonlyMap<string, GobValue> {
  if (value === undefined) return nothing;
  if (value instanceof Map) return value;
  throw new GobError('a gob value has another shape than expected: no map or struct');
}

function listOfValues(value: GobValue): readonly GobValue[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new GobError('a gob value has another shape than expected: no slice');
}

function textOf(value: GobValue): string {
  return typeof value === 'string' ? value : '';
}

function wholeOf(value: GobValue): number {
  return typeof value === 'bigint' ? Number(value) : 0;
}
