// The face of values: types and values of the language.
export type {
  CapsuleType,
  CollectionType,
  DynamicType,
  ObjectType,
  PrimitiveType,
  TupleType,
  Type,
} from './type.ts';
export { Capsule, type Content, type Mark, type Refinements, Unknown, Value } from './value.ts';
