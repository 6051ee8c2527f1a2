import type { Type, Value } from '../values/index.ts';

/**
 * How one body becomes one value: the schema of a component as plain data, for built-ins,
 * TypeScript plugins and Go plugins alike (template-language 8.2, plugin-protocol 5.1).
 * Order of `fields` is the order in which diagnostics are given.
 */
export type SchemaNode =
  | ObjectSchema
  | AttributeSchema
  | BlockSchema
  | BlockListSchema
  | BlockMapSchema
  | BlockAttributesSchema
  | BlockLabelSchema
  | DefaultSchema
  | LiteralSchema
  | TupleSchema;

/** The whole schema of a component: always an object at the top. */
export type ComponentSchema = ObjectSchema;

/** An object whose attributes come from the nested schemas. */
export interface ObjectSchema {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, SchemaNode>;
}

/** One argument. Absent gives null of `type`. */
export interface AttributeSchema {
  readonly kind: 'attribute';
  /** The name looked up in the body; normally equal to the field's key. */
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  /** For people: reference pages and the editor. */
  readonly description?: string;
  /** The value must not be shown. */
  readonly sensitive?: boolean;
}

/** At most one block. Absent gives null of the nested type. */
export interface BlockSchema {
  readonly kind: 'block';
  readonly typeName: string;
  readonly nested: SchemaNode;
  readonly required: boolean;
  readonly description?: string;
}

/** Any number of blocks of one type: a list, a tuple or a set. `maxItems` 0 means no limit. */
export interface BlockListSchema {
  readonly kind: 'block-list' | 'block-tuple' | 'block-set';
  readonly typeName: string;
  readonly nested: SchemaNode;
  readonly minItems: number;
  readonly maxItems: number;
  readonly description?: string;
}

/** Blocks keyed by their labels. */
export interface BlockMapSchema {
  readonly kind: 'block-map' | 'block-object';
  readonly typeName: string;
  readonly labelNames: readonly string[];
  readonly nested: SchemaNode;
}

/** One block with arbitrary arguments of one type: a map. */
export interface BlockAttributesSchema {
  readonly kind: 'block-attributes';
  readonly typeName: string;
  readonly elementType: Type;
  readonly required: boolean;
}

/** A label of the enclosing block. */
export interface BlockLabelSchema {
  readonly kind: 'block-label';
  readonly index: number;
  readonly name: string;
}

/** The primary schema's value, or the fallback's if that is null. */
export interface DefaultSchema {
  readonly kind: 'default';
  readonly primary: SchemaNode;
  readonly fallback: SchemaNode;
}

/** A constant. */
export interface LiteralSchema {
  readonly kind: 'literal';
  readonly value: Value;
}

/** A tuple of what the nested schemas give. */
export interface TupleSchema {
  readonly kind: 'tuple';
  readonly elements: readonly SchemaNode[];
}
