import type { ComponentSchema, SchemaNode } from '../../../components/index.ts';
import {
  asBool,
  asElements,
  asEntries,
  asNumber,
  asString,
  isNull,
  type Type,
  type Value,
} from '../../../values/index.ts';
import {
  type GobStructType,
  type GobWriteType,
  type GobWriteValue,
  writeGob,
} from '../gob/index.ts';
import { writeBigFloat } from './big-float.ts';

/** A component's spec in gob mode (plugin-protocol 5.4). Throws for kinds that Go cannot send either. */
export function schemaToGob(schema: ComponentSchema): Uint8Array {
  return writeGob(objectSpecType, objectSpec(schema));
}

/** A data source's result in gob mode (plugin-protocol 5.6). Throws for unknown values. */
export function valueToGob(value: Value): Uint8Array {
  return writeGob(opaqueValueType, valueBytes(value));
}

const opaqueType: GobWriteType = { kind: 'opaque', name: 'Type' };
const opaqueValueType: GobWriteType = { kind: 'opaque', name: 'Value' };
const texts: GobWriteType = { kind: 'slice', name: '[]string', element: 'string' };

const struct = (name: string, fields: Readonly<Record<string, GobWriteType>>): GobStructType => ({
  kind: 'struct',
  name,
  fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
});

const objectSpecType: GobWriteType = {
  kind: 'map',
  name: 'ObjectSpec',
  key: 'string',
  element: 'interface',
};
const tupleSpecType: GobWriteType = { kind: 'slice', name: 'TupleSpec', element: 'interface' };
const listFields: Readonly<Record<string, GobWriteType>> = {
  TypeName: 'string',
  Nested: 'interface',
  MinItems: 'int',
  MaxItems: 'int',
};
const mapFields: Readonly<Record<string, GobWriteType>> = {
  TypeName: 'string',
  LabelNames: texts,
  Nested: 'interface',
};
const specTypes = {
  attribute: struct('AttrSpec', { Name: 'string', Type: opaqueType, Required: 'bool' }),
  block: struct('BlockSpec', { TypeName: 'string', Nested: 'interface', Required: 'bool' }),
  'block-list': struct('BlockListSpec', listFields),
  'block-set': struct('BlockSetSpec', listFields),
  'block-map': struct('BlockMapSpec', mapFields),
  'block-object': struct('BlockObjectSpec', mapFields),
  'block-attributes': struct('BlockAttrsSpec', {
    TypeName: 'string',
    ElementType: opaqueType,
    Required: 'bool',
  }),
  'block-label': struct('BlockLabelSpec', { Index: 'int', Name: 'string' }),
  default: struct('DefaultSpec', { Primary: 'interface', Default: 'interface' }),
  literal: struct('LiteralSpec', { Value: opaqueValueType }),
};

function objectSpec(schema: ComponentSchema): GobWriteValue {
  return new Map([...schema.fields].map(([name, field]) => [name, spec(field)]));
}

/** A struct value; zero-valued fields are left out, as gob wants it. */
function fields(values: Readonly<Record<string, GobWriteValue | undefined>>): GobWriteValue {
  const present = new Map<string, GobWriteValue>();
  for (const [name, value] of Object.entries(values)) {
    const zero = value === undefined || value === false || value === 0 || value === '';
    if (!zero) present.set(name, value);
  }
  return present;
}

function spec(node: SchemaNode): GobWriteValue {
  if (node.kind === 'object')
    return {
      interfaceName: 'github.com/hashicorp/hcl/v2/hcldec.ObjectSpec',
      type: objectSpecType,
      value: objectSpec(node),
    };
  if (node.kind === 'tuple')
    return {
      interfaceName: 'github.com/hashicorp/hcl/v2/hcldec.TupleSpec',
      type: tupleSpecType,
      value: node.elements.map(spec),
    };
  if (node.kind === 'block-tuple') throw new Error('unsupported spec type: block-tuple');
  const type = specTypes[node.kind];
  return { interfaceName: `*hcldec.${type.name}`, type, value: specFields(node) };
}

function specFields(
  node: Exclude<SchemaNode, { kind: 'object' } | { kind: 'tuple' }>,
): GobWriteValue {
  switch (node.kind) {
    case 'attribute':
      return fields({ Name: node.name, Type: typeBytes(node.type), Required: node.required });
    case 'block':
      return fields({
        TypeName: node.typeName,
        Nested: spec(node.nested),
        Required: node.required,
      });
    case 'block-list':
    case 'block-set':
    case 'block-tuple':
      return fields({
        TypeName: node.typeName,
        Nested: spec(node.nested),
        MinItems: node.minItems,
        MaxItems: node.maxItems,
      });
    case 'block-map':
    case 'block-object':
      return fields({
        TypeName: node.typeName,
        LabelNames: node.labelNames,
        Nested: spec(node.nested),
      });
    case 'block-attributes':
      return fields({
        TypeName: node.typeName,
        ElementType: typeBytes(node.elementType),
        Required: node.required,
      });
    case 'block-label':
      return fields({ Index: node.index, Name: node.name });
    case 'default':
      return fields({ Primary: spec(node.primary), Default: spec(node.fallback) });
    case 'literal':
      return fields({ Value: valueBytes(node.value) });
  }
}

const typePackage = 'github.com/zclconf/go-cty/cty.';
const gobType = struct('gobType', { Version: 'int', Impl: 'interface' });
const primitiveKinds = { string: 0x53, number: 0x4e, bool: 0x42 };
const collectionNames = { list: 'typeList', set: 'typeSet', map: 'typeMap' };
const emptyStruct = struct('', {});

/** A type (plugin-protocol 5.5): a gob stream of its own. */
function typeBytes(type: Type): Uint8Array {
  const [implementation, held] = typeShape(type);
  const value = {
    interfaceName: `${typePackage}${implementation.name}`,
    type: implementation,
    value: held,
  };
  return writeGob(gobType, new Map([['Impl', value]]));
}

function typeShape(type: Type): readonly [GobStructType, GobWriteValue] {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return [
        struct('primitiveType', { Kind: 'uint' }),
        fields({ Kind: primitiveKinds[type.kind] }),
      ];
    case 'list':
    case 'set':
    case 'map':
      return [
        struct(collectionNames[type.kind], { ElementTypeT: opaqueType }),
        fields({ ElementTypeT: typeBytes(type.element) }),
      ];
    case 'tuple':
      return [
        struct('typeTuple', {
          ElemTypes: { kind: 'slice', name: '[]cty.Type', element: opaqueType },
        }),
        fields({ ElemTypes: type.elements.map(typeBytes) }),
      ];
    case 'object': {
      const map = (name: string, element: GobWriteType): GobWriteType => ({
        kind: 'map',
        name,
        key: 'string',
        element,
      });
      const shape = struct('typeObject', {
        AttrTypes: map('map[string]cty.Type', opaqueType),
        AttrOptional: map('map[string]struct {}', emptyStruct),
      });
      const attributes = [...type.attributes].map(
        ([name, each]) => [name, typeBytes(each)] as const,
      );
      const optional = [...type.optional].map((name) => [name, new Map()] as const);
      return [
        shape,
        fields({
          AttrTypes: new Map(attributes),
          AttrOptional: optional.length === 0 ? undefined : new Map(optional),
        }),
      ];
    }
    default:
      throw new Error(`unsupported type: ${type.kind}`);
  }
}

const gobValue = struct('gobValue', { Version: 'int', Ty: opaqueType, V: 'interface' });
const gobSet = struct('gobSet', {
  Version: 'int',
  Rules: 'interface',
  Values: { kind: 'slice', name: '[]interface {}', element: 'interface' },
});
const setRules = struct('setRules', { Type: opaqueType });
const floatType: GobWriteType = { kind: 'opaque', name: 'Float' };
const setType: GobWriteType = { kind: 'opaque', name: 'Set' };
const sliceType: GobWriteType = { kind: 'slice', name: '[]interface {}', element: 'interface' };
const mapType: GobWriteType = {
  kind: 'map',
  name: 'map[string]interface {}',
  key: 'string',
  element: 'interface',
};

function valueBytes(value: Value): Uint8Array {
  const held = isNull(value) ? undefined : payload(value);
  return writeGob(gobValue, fields({ Ty: typeBytes(value.type), V: held }));
}

function payload(value: Value): GobWriteValue {
  if (isNull(value)) return null;
  const { type } = value;
  switch (type.kind) {
    case 'string':
      return { interfaceName: 'string', type: 'string', value: asString(value) };
    case 'bool':
      return { interfaceName: 'bool', type: 'bool', value: asBool(value) };
    case 'number':
      return {
        interfaceName: 'math/big.Float',
        type: floatType,
        value: writeBigFloat(asNumber(value)),
      };
    case 'list':
    case 'tuple':
      return {
        interfaceName: '[]interface {}',
        type: sliceType,
        value: asElements(value).map(payload),
      };
    case 'map':
    case 'object':
      return {
        interfaceName: 'map[string]interface {}',
        type: mapType,
        value: new Map([...asEntries(value)].map(([key, each]) => [key, payload(each)])),
      };
    case 'set': {
      const rules = {
        interfaceName: `${typePackage}setRules`,
        type: setRules,
        value: fields({ Type: typeBytes(type.element) }),
      };
      const set = fields({ Rules: rules, Values: asElements(value).map(payload) });
      return {
        interfaceName: 'github.com/zclconf/go-cty/cty/set.Set',
        type: setType,
        value: writeGob(gobSet, set),
      };
    }
    default:
      throw new Error(`a value of type ${type.kind} cannot cross the wire`);
  }
}
