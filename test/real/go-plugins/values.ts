import type { ComponentSchema, SchemaNode } from '../../../src/components/index.ts';
import {
  dynamicType,
  list,
  listOf,
  nullOf,
  object,
  objectOf,
  type Type,
  type Value,
} from '../../../src/values/index.ts';

export type { Value };

/** The type a schema gives; enough for the schemas of the test plugin. */
function typeOf(node: SchemaNode): Type {
  if (node.kind === 'attribute') return node.type;
  if (node.kind === 'object')
    return objectOf(new Map([...node.fields].map(([name, field]) => [name, typeOf(field)])));
  if (node.kind === 'block-list') return listOf(typeOf(node.nested));
  return dynamicType;
}

/** An object that follows the schema completely: what is not given is null or an empty list. */
export function impliedObject(schema: ComponentSchema, given: Record<string, Value>): Value {
  return object(
    [...schema.fields].map(([name, field]) => {
      const type = typeOf(field);
      const absent =
        type.kind === 'list' && field.kind === 'block-list' ? list(type.element, []) : nullOf(type);
      return [name, given[name] ?? absent] as const;
    }),
  );
}
