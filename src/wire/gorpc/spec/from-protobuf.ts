import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { ComponentSchema, SchemaNode } from '../../../components/index.ts';
import {
  boolType,
  listOf,
  mapOf,
  numberType,
  stringType,
  type Type,
} from '../../../values/index.ts';
import { ProtocolError } from '../../protocol.ts';

/** Levels of nesting that are read. */
const maximumDepth = 100;

/** A component's spec, as a plugin in protobuf mode sends it (plugin-protocol 5.2). Throws ProtocolError. */
export function schemaFromProtobuf(bytes: Uint8Array): ComponentSchema {
  const node = specOf(bytes, 0);
  if (node.kind !== 'object') throw new ProtocolError('the specification is no object');
  return node;
}

/** The fields of a message: length-delimited ones as bytes, varints as numbers. */
interface Fields {
  readonly messages: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly numbers: ReadonlyMap<number, number>;
}

function fieldsOf(bytes: Uint8Array): Fields {
  const messages = new Map<number, Uint8Array[]>();
  const numbers = new Map<number, number>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (wire === WireType.LengthDelimited) {
      const known = messages.get(field);
      if (known) known.push(reader.bytes());
      else messages.set(field, [reader.bytes()]);
    } else if (wire === WireType.Varint) numbers.set(field, reader.uint32());
    else reader.skip(wire, field);
  }
  return { messages, numbers };
}

const text = new TextDecoder();

function textIn(fields: Fields, field: number): string {
  return text.decode(fields.messages.get(field)?.at(-1));
}

function messageIn(fields: Fields, field: number): Uint8Array {
  const message = fields.messages.get(field)?.at(-1);
  if (!message) throw new ProtocolError(`the specification lacks field ${field}`);
  return message;
}

function specOf(bytes: Uint8Array, depth: number): SchemaNode {
  if (depth > maximumDepth) throw new ProtocolError('the specification is nested too deeply');
  const fields = fieldsOf(bytes);
  const [kind] = fields.messages.keys();
  switch (kind) {
    case 1:
      return objectOf(messageIn(fields, 1), depth);
    case 2:
      return attributeOf(messageIn(fields, 2));
    case 3: {
      const block = fieldsOf(messageIn(fields, 3));
      return {
        kind: 'block',
        typeName: textIn(block, 1),
        required: block.numbers.get(2) === 1,
        nested: specOf(messageIn(block, 3), depth + 1),
      };
    }
    case 4: {
      const block = fieldsOf(messageIn(fields, 4));
      return {
        kind: 'block-list',
        typeName: textIn(block, 1),
        nested: specOf(messageIn(block, 2), depth + 1),
        minItems: 0,
        maxItems: 0,
      };
    }
    default:
      throw new ProtocolError('the specification is of an unknown kind');
  }
}

function objectOf(bytes: Uint8Array, depth: number): SchemaNode {
  const entries = (fieldsOf(bytes).messages.get(1) ?? []).map((entry) => {
    const fields = fieldsOf(entry);
    return [textIn(fields, 1), specOf(messageIn(fields, 2), depth + 1)] as const;
  });
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { kind: 'object', fields: new Map(entries) };
}

function attributeOf(bytes: Uint8Array): SchemaNode {
  const fields = fieldsOf(bytes);
  return {
    kind: 'attribute',
    name: textIn(fields, 1),
    type: typeOf(messageIn(fields, 2), 0),
    required: fields.numbers.get(3) === 1,
  };
}

const primitives: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['cty.String', stringType],
  ['cty.Number', numberType],
  ['cty.Bool', boolType],
]);

function typeOf(bytes: Uint8Array, depth: number): Type {
  if (depth > maximumDepth) throw new ProtocolError('a type is nested too deeply');
  const fields = fieldsOf(bytes);
  const [kind] = fields.messages.keys();
  const element = (field: number) =>
    typeOf(messageIn(fieldsOf(messageIn(fields, field)), 1), depth + 1);
  if (kind === 2) return listOf(element(2));
  if (kind === 3) return mapOf(element(3));
  const name = textIn(fieldsOf(messageIn(fields, 1)), 1);
  const primitive = primitives.get(name);
  if (!primitive) throw new ProtocolError(`the type ${name} is not known`);
  return primitive;
}
