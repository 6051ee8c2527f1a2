// The face of values: types and values of the language.
export { attribute, element, isIterable, iterate, type Iteration, lengthOf } from './access.ts';
export { BigFloat } from './big-float.ts';
export type { PathStep } from './children.ts';
export {
  bool,
  capsule,
  dynamicNull,
  dynamicUnknown,
  integer,
  list,
  map,
  nullOf,
  number,
  object,
  set,
  string,
  tuple,
  unknown,
} from './construct.ts';
export { convert, convertAt, convertToUnified, unify } from './conversion/convert.ts';
export type { ConversionFailure, Converted } from './conversion/conversion.ts';
export { withoutOptional } from './conversion/without-optional.ts';
export { displayText, floatText } from './display.ts';
export { compareEqual, definitelyEqual } from './equality.ts';
export { equals } from './equals.ts';
export { type Digits, generalText, significantDigits } from './general-text.ts';
export {
  asBool,
  asElements,
  asEntries,
  asHeld,
  asNumber,
  asString,
  isDynamicUnknown,
  isFalse,
  isKnown,
  isNull,
  isTrue,
  isWhollyKnown,
} from './inspect.ts';
export {
  type DeeplyUnmarked,
  hasMark,
  hasMarkDeep,
  joinedMarks,
  mark,
  markDeep,
  type MarkedPath,
  marksDeep,
  noMarks,
  remark,
  unmark,
  type Unmarked,
  unmarkDeep,
  withMarks,
  withMarksOf,
} from './marks.ts';
export { quote } from '../base/index.ts';
export { safePrefix } from './safe-prefix.ts';
export { isNeverNull, refine, refinementsOf, refineNotNull } from './refine.ts';
export type {
  CapsuleType,
  CollectionType,
  DynamicType,
  ObjectType,
  PrimitiveType,
  TupleType,
  Type,
} from './type.ts';
export { conforms, hasDynamic, typeEquals } from './type-equality.ts';
export { constraintName, typeExpression, typeName } from './type-names.ts';
export {
  type AttributeTypes,
  boolType,
  capsuleOf,
  dynamicType,
  isCollection,
  isPrimitive,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
} from './types.ts';
export { Capsule, type Content, type Mark, type Refinements, Unknown, Value } from './value.ts';
