import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { ComponentSchema, SchemaNode } from '../../../components/index.ts';
import type { Type } from '../../../values/index.ts';

/**
 * A component's spec in protobuf mode (plugin-protocol 5.2). Throws for what the encoding cannot
 * express: the host then starts the component again in gob mode.
 */
export function schemaToProtobuf(schema: ComponentSchema): Uint8Array {
  return spec(schema);
}

type Write = (writer: BinaryWriter) => void;

function message(...fields: readonly Write[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const field of fields) field(writer);
  return writer.finish();
}

const bytesField =
  (number: number, bytes: Uint8Array): Write =>
  (writer) =>
    void writer.tag(number, WireType.LengthDelimited).bytes(bytes);

const textField =
  (number: number, value: string): Write =>
  (writer) => {
    if (value !== '') writer.tag(number, WireType.LengthDelimited).string(value);
  };

const boolField =
  (number: number, value: boolean): Write =>
  (writer) => {
    if (value) writer.tag(number, WireType.Varint).bool(true);
  };

function spec(node: SchemaNode): Uint8Array {
  switch (node.kind) {
    case 'object': {
      const entries = [...node.fields].map(([name, field]) =>
        bytesField(1, message(textField(1, name), bytesField(2, spec(field)))),
      );
      return message(bytesField(1, message(...entries)));
    }
    case 'attribute': {
      const fields = [
        textField(1, node.name),
        bytesField(2, type(node.type)),
        boolField(3, node.required),
      ];
      return message(bytesField(2, message(...fields)));
    }
    case 'block': {
      const fields = [
        textField(1, node.typeName),
        boolField(2, node.required),
        bytesField(3, spec(node.nested)),
      ];
      return message(bytesField(3, message(...fields)));
    }
    case 'block-list': {
      const fields = [textField(1, node.typeName), bytesField(2, spec(node.nested))];
      return message(bytesField(4, message(...fields)));
    }
    default:
      throw new Error(`unsupported spec type: ${node.kind}`);
  }
}

const primitives: Readonly<Record<string, string>> = {
  string: 'cty.String',
  number: 'cty.Number',
  bool: 'cty.Bool',
};

function type(value: Type): Uint8Array {
  if (value.kind === 'list') return collection(2, value.element);
  if (value.kind === 'map') return collection(3, value.element);
  const primitive = primitives[value.kind];
  if (!primitive) throw new Error(`unsupported type: ${value.kind}`);
  return message(bytesField(1, message(textField(1, primitive))));
}

function collection(field: number, element: Type): Uint8Array {
  return message(bytesField(field, message(bytesField(1, type(element)))));
}
