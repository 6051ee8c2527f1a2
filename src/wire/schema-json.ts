import { unreachable } from '../base/index.ts';
import type { BlockListSchema, ComponentSchema, SchemaNode } from '../components/index.ts';
import { ProtocolError } from './protocol.ts';
import { Fields, type Json, type JsonObject } from './json.ts';
import { typeFromJson, typeToJson, valueFromJson, valueToJson } from './cty-json/index.ts';

// A schema as JSON: every node is an object with its `kind` (docs/protocol.md, "Schemas").

/** A schema as JSON. */
export function schemaToJson(schema: ComponentSchema): JsonObject {
  return nodeToJson(schema);
}

/** A component's schema from JSON; the top is an object. */
export function schemaFromJson(json: Json, where: string): ComponentSchema {
  const node = nodeFromJson(json, where);
  if (node.kind === 'object') return node;
  throw new ProtocolError(`${where}: the top of a schema is an object`);
}

/** A schema as a JSON text. */
export function schemaToText(schema: ComponentSchema): string {
  return JSON.stringify(schemaToJson(schema));
}

/** A schema from a JSON text. Throws where it is none. */
export function schemaFromText(text: string): ComponentSchema {
  return schemaFromJson(JSON.parse(text), 'the schema');
}

function nodeToJson(node: SchemaNode): JsonObject {
  switch (node.kind) {
    case 'object':
      return {
        kind: node.kind,
        fields: Object.fromEntries([...node.fields].map(([name, of]) => [name, nodeToJson(of)])),
      };
    case 'attribute':
      return { ...node, type: typeToJson(node.type) };
    case 'block':
    case 'block-list':
    case 'block-tuple':
    case 'block-set':
    case 'block-map':
    case 'block-object':
      return { ...node, nested: nodeToJson(node.nested) };
    case 'block-attributes':
      return { ...node, elementType: typeToJson(node.elementType) };
    case 'block-label':
      return { ...node };
    case 'default':
      return {
        kind: node.kind,
        primary: nodeToJson(node.primary),
        fallback: nodeToJson(node.fallback),
      };
    case 'literal':
      return { kind: node.kind, value: valueToJson(node.value) };
    case 'tuple':
      return { kind: node.kind, elements: node.elements.map(nodeToJson) };
    default:
      return unreachable(node);
  }
}

const kinds = [
  'object',
  'attribute',
  'block',
  'block-list',
  'block-tuple',
  'block-set',
  'block-map',
  'block-object',
  'block-attributes',
  'block-label',
  'default',
  'literal',
  'tuple',
] as const;

function nodeFromJson(json: Json | undefined, where: string): SchemaNode {
  const fields = new Fields(json, where);
  const kind = fields.word('kind', kinds);
  const nested = (name: string) => nodeFromJson(fields.optional(name), fields.place(name));
  const typeName = () => fields.string('typeName');
  switch (kind) {
    case 'object':
      return { kind, fields: fieldsFromJson(fields.fields('fields')) };
    case 'attribute':
      return attribute(fields);
    case 'block':
      return {
        kind,
        typeName: typeName(),
        nested: nested('nested'),
        required: flag(fields, 'required'),
        ...description(fields),
      };
    case 'block-list':
    case 'block-tuple':
    case 'block-set':
      return blockList(kind, fields);
    case 'block-map':
    case 'block-object':
      return {
        kind,
        typeName: typeName(),
        labelNames: fields.strings('labelNames'),
        nested: nested('nested'),
      };
    case 'block-attributes':
      return {
        kind,
        typeName: typeName(),
        elementType: typeFromJson(fields.optional('elementType'), fields.place('elementType')),
        required: flag(fields, 'required'),
      };
    case 'block-label':
      return { kind, index: fields.integer('index'), name: fields.string('name') };
    case 'default':
      return { kind, primary: nested('primary'), fallback: nested('fallback') };
    case 'literal':
      return { kind, value: valueFromJson(fields.optional('value'), fields.place('value')) };
    case 'tuple':
      return {
        kind,
        elements: fields
          .list('elements')
          .map((each, index) => nodeFromJson(each, fields.place(`elements[${index}]`))),
      };
    default:
      return unreachable(kind);
  }
}

function fieldsFromJson(fields: Fields): ReadonlyMap<string, SchemaNode> {
  return new Map(
    fields.entries().map(([name, of]) => [name, nodeFromJson(of, fields.place(name))] as const),
  );
}

function attribute(fields: Fields): SchemaNode {
  return {
    kind: 'attribute',
    name: fields.string('name'),
    type: typeFromJson(fields.optional('type'), fields.place('type')),
    required: flag(fields, 'required'),
    ...description(fields),
    ...(flag(fields, 'sensitive') ? { sensitive: true } : {}),
  };
}

function blockList(kind: BlockListSchema['kind'], fields: Fields): BlockListSchema {
  return {
    kind,
    typeName: fields.string('typeName'),
    nested: nodeFromJson(fields.optional('nested'), fields.place('nested')),
    minItems: fields.optionalInteger('minItems') ?? 0,
    maxItems: fields.optionalInteger('maxItems') ?? 0,
    ...description(fields),
  };
}

/** Absent counts as false. */
function flag(fields: Fields, name: string): boolean {
  return fields.optional(name) !== undefined && fields.boolean(name);
}

function description(fields: Fields): { description?: string } {
  const text = fields.optionalString('description');
  return text === undefined ? {} : { description: text };
}
