/** A primitive type of the language. */
export interface PrimitiveType {
  readonly kind: 'string' | 'number' | 'bool';
}

/** "Not known yet": written `any` in type constraints, the type of an untyped null. */
export interface DynamicType {
  readonly kind: 'dynamic';
}

/** Any number of elements, all of one type. */
export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Type;
}

/** A fixed number of elements, each of its own type. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}

/**
 * Named attributes, each of its own type, keys in byte order. `optional` is empty for types of
 * values; only type constraints name optional attributes.
 */
export interface ObjectType {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, Type>;
  readonly optional: ReadonlySet<string>;
}

/** A type that only functions know: a type constraint or an unevaluated expression as an argument. */
export interface CapsuleType {
  readonly kind: 'capsule';
  /** `type constraint` or `expression closure`. */
  readonly name: string;
}

/** A type of the language (template-language 3.1). */
export type Type =
  | PrimitiveType
  | DynamicType
  | CollectionType
  | TupleType
  | ObjectType
  | CapsuleType;
