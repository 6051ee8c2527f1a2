import { composed } from '../base/index.ts';
import { sortedMap } from './text-order.ts';
import type {
  CapsuleType,
  CollectionType,
  DynamicType,
  ObjectType,
  PrimitiveType,
  TupleType,
  Type,
} from './type.ts';

/** The type of text. */
export const stringType: PrimitiveType = { kind: 'string' };
/** The type of exact numbers. */
export const numberType: PrimitiveType = { kind: 'number' };
/** The type of `true` and `false`. */
export const boolType: PrimitiveType = { kind: 'bool' };
/** Not known yet; `any` in type constraints. */
export const dynamicType: DynamicType = { kind: 'dynamic' };

const none: ReadonlySet<string> = new Set();

/** A list of one element type. */
export function listOf(element: Type): CollectionType {
  return { kind: 'list', element };
}

/** A set of one element type. */
export function setOf(element: Type): CollectionType {
  return { kind: 'set', element };
}

/** A map from text to one element type. */
export function mapOf(element: Type): CollectionType {
  return { kind: 'map', element };
}

/** A tuple: one type per position. */
export function tupleOf(elements: readonly Type[]): TupleType {
  return { kind: 'tuple', elements };
}

/** Attributes by name, as pairs, a map or a plain object. */
export type AttributeTypes = Iterable<readonly [string, Type]> | Readonly<Record<string, Type>>;

/** An object type. Names are put into NFC and byte order; `optional` only in type constraints. */
export function objectOf(attributes: AttributeTypes, optional?: Iterable<string>): ObjectType {
  const pairs = isIterable(attributes) ? [...attributes] : Object.entries(attributes);
  return {
    kind: 'object',
    attributes: sortedMap(pairs),
    optional: optional === undefined ? none : new Set([...optional].map(composed)),
  };
}

function isIterable(attributes: AttributeTypes): attributes is Iterable<readonly [string, Type]> {
  return Symbol.iterator in attributes;
}

/** A type that only functions know, by its name. */
export function capsuleOf(name: string): CapsuleType {
  return { kind: 'capsule', name };
}

/** True for list, set and map types. */
export function isCollection(type: Type): type is CollectionType {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map';
}

/** True for string, number and bool. */
export function isPrimitive(type: Type): type is PrimitiveType {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}
