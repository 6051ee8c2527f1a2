import { unreachable } from '../base/index.ts';
import type { BlockLabelSchema, SchemaNode } from '../components/index.ts';
import type { AttributeSchema, BlockSchema, BodySchema } from '../syntax/index.ts';
import {
  dynamicType,
  listOf,
  mapOf,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
} from '../values/index.ts';

/** The type of what a schema gives, before any body is looked at. */
export function impliedType(schema: SchemaNode): Type {
  switch (schema.kind) {
    case 'object':
      return objectOf([...schema.fields].map(([name, node]) => [name, impliedType(node)] as const));
    case 'tuple':
      return tupleOf(schema.elements.map(impliedType));
    case 'attribute':
      return schema.type;
    case 'literal':
      return schema.value.type;
    case 'block':
      return impliedType(schema.nested);
    case 'block-list':
      return listOf(impliedType(schema.nested));
    case 'block-set':
      return setOf(impliedType(schema.nested));
    case 'block-tuple':
    case 'block-object':
      return dynamicType; // depends on how many blocks there are
    case 'block-map':
      return schema.labelNames.reduce<Type>((type) => mapOf(type), impliedType(schema.nested));
    case 'block-attributes':
      return mapOf(schema.elementType);
    case 'block-label':
      return stringType;
    case 'default':
      return impliedType(schema.primary);
    default:
      return unreachable(schema);
  }
}

/** Nested schemas that read the same body: they share the arguments and blocks of it. */
function* sameBody(schema: SchemaNode): Generator<SchemaNode> {
  switch (schema.kind) {
    case 'object':
      yield* schema.fields.values();
      return;
    case 'tuple':
      yield* schema.elements;
      return;
    case 'default':
      yield schema.primary;
      yield schema.fallback;
      return;
    default:
      return;
  }
}

/** The names of the labels that schemas inside a block ask for, by position. */
function labelsAskedFor(schema: SchemaNode): readonly string[] {
  const asked: BlockLabelSchema[] = [];
  const visit = (node: SchemaNode): void => {
    if (node.kind === 'block-label') asked.push(node);
    for (const child of sameBody(node)) visit(child);
  };
  visit(schema);
  const names: string[] = [];
  for (const { index, name } of asked) names[index] = name;
  return Array.from(names, (name, index) => name ?? `missing${index}`);
}

function blocksOf(schema: SchemaNode): BlockSchema | undefined {
  switch (schema.kind) {
    case 'block':
    case 'block-list':
    case 'block-tuple':
    case 'block-set':
      return { type: schema.typeName, labelNames: labelsAskedFor(schema.nested) };
    case 'block-map':
    case 'block-object':
      return {
        type: schema.typeName,
        labelNames: [...schema.labelNames, ...labelsAskedFor(schema.nested)],
      };
    case 'block-attributes':
      return { type: schema.typeName, labelNames: [] };
    default:
      return undefined;
  }
}

/** What a schema asks of the body it is decoded from. */
export function bodySchema(schema: SchemaNode): BodySchema {
  const attributes: AttributeSchema[] = [];
  const blocks: BlockSchema[] = [];
  const visit = (node: SchemaNode): void => {
    if (node.kind === 'attribute') attributes.push({ name: node.name, required: node.required });
    const block = blocksOf(node);
    if (block !== undefined) blocks.push(block);
    for (const child of sameBody(node)) visit(child);
  };
  visit(schema);
  return { attributes, blocks };
}
